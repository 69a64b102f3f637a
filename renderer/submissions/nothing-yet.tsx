import { Button, Text, Title } from '@mantine/core';
import { hrefOf } from '../ui/route.ts';

const steps = [
  ['Fill in the form', 'Who the customer is, and who brought them.'],
  ['Drop their utility bill', 'A PDF, a scan or a phone photo. It is read page by page on this computer.'],
  ['Check and submit', 'Confirm what was read. It is delivered by itself, also later when there is no network now.'],
] as const;

/** The first thing a new user sees. */
export function NothingYet() {
  return (
    <div className="page nothing-yet">
      <Title order={1}>No submissions yet</Title>
      <Text c="dimmed">Every customer you take in is listed here, with its state.</Text>
      <ol className="steps">
        {steps.map(([title, text]) => (
          <li key={title}>
            <Text fw={600}>{title}</Text>
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          </li>
        ))}
      </ol>
      <Button component="a" href={hrefOf({ kind: 'new', id: null })}>
        Start the first intake
      </Button>
    </div>
  );
}
