import { agentName } from '../intake/current-lists.ts';
import type { ReferenceLists } from '../intake/reference-lists.ts';
import { unknownAgent } from '../intake/validate-submission.ts';
import type { GoogleOffice } from '../sync/google-office/google-office.ts';
import type { ListsReport } from './contract/reference.ts';
import { os } from './implementer.ts';
import { watchStream } from './watch-stream.ts';

const shownBadRows = 200;

export function referenceHandlers(office: GoogleOffice, lists: () => ReferenceLists) {
  const { reference } = os;

  function report(): ListsReport {
    const { triedAt, problem, bad, missingTabs } = office.lists.report();
    const sheet = office.place.get()?.sheet ?? null;
    return {
      lists: lists(),
      sheet: sheet && { title: sheet.title, link: sheet.link },
      isRefreshing: office.lists.isRefreshing(),
      triedAt,
      problem,
      badRows: bad.slice(0, shownBadRows),
      missingTabs,
    };
  }

  return {
    lists: reference.lists.handler(lists),
    watch: reference.watch.handler(({ signal }) =>
      watchStream<ListsReport>((listener) => office.lists.watch(() => listener(report())), signal),
    ),
    refresh: reference.refresh.handler(() => {
      void office.lists.refresh();
      return {};
    }),
    agent: reference.agent.handler(({ input: { agentId } }) => {
      const known = lists();
      return {
        name: agentName(known, agentId) || null,
        problem: agentId.trim() === '' ? null : unknownAgent(agentId, known),
      };
    }),
  };
}
