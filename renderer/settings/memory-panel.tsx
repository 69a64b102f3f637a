import { Progress, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApp } from '../ui/app-context.tsx';
import { count, formatMemory } from '../ui/format.ts';

export function MemoryPanel() {
  const { api } = useApp();
  const { data: memory } = useQuery(api.diagnostics.watchMemory.experimental_liveOptions());
  const share = memory ? Math.min(100, (memory.totalBytes / memory.budgetBytes) * 100) : 0;
  return (
    <section className="panel" aria-labelledby="memory-title">
      <Title order={2} id="memory-title">
        Memory now
      </Title>
      {memory ? (
        <>
          <Text size="sm">
            {formatMemory(memory.totalBytes)} of {formatMemory(memory.budgetBytes)}
            <span className="aside">highest {formatMemory(memory.peakBytes)}</span>
          </Text>
          <Progress value={share} color={share > 90 ? 'orange' : 'leaf'} size="md" my="xs" aria-label="Memory used" />
          <table className="figures">
            <tbody>
              {memory.processes.map(({ name, pid, bytes, pagesRead }) => (
                <tr key={pid}>
                  <th scope="row">{spokenName(name)}</th>
                  <td>{pagesRead > 0 ? `${count(pagesRead, 'page')} read` : ''}</td>
                  <td className="number">{formatMemory(bytes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          Measuring…
        </Text>
      )}
    </section>
  );
}

/** Main's names are for the log: `main`, `ocr 2`. */
function spokenName(name: string): string {
  return name === 'main' ? 'App' : name.replace(/^ocr /, 'Recogniser ');
}
