import type { Notice } from '../../main/ipc/contract/fields.ts';
import { noticeWords } from '../../main/ipc/contract/notice-words.ts';

/** What a person must decide about the whole document. */
export function DocumentNotices({ notices }: { readonly notices: readonly Notice[] }) {
  return notices.map((notice) => (
    <p key={notice.code} className="file-standing notable">
      {noticeWords(notice)}
    </p>
  ));
}
