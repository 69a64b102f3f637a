import { ActionIcon, Menu, Title } from '@mantine/core';
import { IconDotsVertical, IconTrash } from '@tabler/icons-react';
import type { Submission } from '../../main/ipc/contract/submissions.ts';
import { StateBadge } from '../submissions/state-badge.tsx';
import { useApp } from '../ui/app-context.tsx';
import { showFailure, showUndo } from '../ui/notices.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { navigate } from '../ui/route.ts';
import { StateNotice } from './state-notice.tsx';
import type { Workbench } from './workbench.ts';

type Props = {
  readonly bench: Workbench;
  /** Null until main knows it. */
  readonly submission: Submission | null;
  readonly accountName: string;
  readonly stored: boolean;
};

export function IntakeHead({ bench, submission, accountName, stored }: Props) {
  const { client } = useApp();
  const { submissionId, keeper } = bench;
  const state = submission?.state ?? { kind: 'draft' };

  async function deleteDraft(): Promise<void> {
    try {
      await keeper.flush();
      await client.submissions.delete({ submissionId });
    } catch (error) {
      showFailure(wordsFor(error));
      return;
    }
    navigate({ kind: 'submissions' });
    showUndo(`${accountName || 'The draft'} was deleted.`, () => {
      client.submissions.undelete({ submissionId }).then(
        () => navigate({ kind: 'submission', id: submissionId }),
        (error: unknown) => showFailure(wordsFor(error)),
      );
    });
  }

  return (
    <>
      <div className="intake-head">
        <Title order={1}>{accountName || (stored ? 'No account name yet' : 'New intake')}</Title>
        {stored && <StateBadge state={state} hasUnsentEdits={submission?.hasUnsentEdits ?? false} />}
        {stored && state.kind === 'draft' && (
          <Menu position="bottom-end" width={180}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label="More" className="intake-menu">
                <IconDotsVertical size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void deleteDraft()}>
                Delete draft
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <StateNotice submissionId={submissionId} state={state} keeper={keeper} />
    </>
  );
}
