import { Button, Group, NumberInput, Select, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { isDefinedError } from '@orpc/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '../../main/ipc/contract/settings.ts';
import { useApp } from '../ui/app-context.tsx';
import { wordsFor } from '../ui/refusal.ts';
import { fromFormValues, toFormValues } from './reading-values.ts';

const recogniserChoices = [
  { value: '0', label: 'Automatic' },
  ...Array.from({ length: 16 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })),
];

/** Nothing changes until Save: these are decisions, not typing. */
export function ReadingForm({ settings }: { readonly settings: Settings }) {
  const { api } = useApp();
  const queryClient = useQueryClient();
  const form = useForm({
    mode: 'controlled',
    initialValues: toFormValues(settings),
    validate: (values) => {
      const { errors } = fromFormValues(values);
      return errors;
    },
  });
  const save = useMutation(
    api.settings.set.mutationOptions({
      onSuccess: (saved) => {
        form.setInitialValues(toFormValues(saved));
        form.reset();
        queryClient.setQueryData(api.settings.get.queryKey(), saved);
      },
      onError: (error) => {
        if (isDefinedError(error)) form.setFieldError(inputOf(error.data.setting), error.message);
      },
    }),
  );
  const isDirty = form.isDirty();

  return (
    <form
      className="panel settings-form"
      aria-label="Reading bills"
      onSubmit={form.onSubmit((values) => save.mutate(fromFormValues(values).settings))}
      onChange={() => save.isIdle || save.isPending || save.reset()}
    >
      <section>
        <Title order={2}>Reading bills</Title>
        <div className="settings-grid">
          <NumberInput
            label="Memory for the app"
            description="256 to 8,192 MB"
            suffix=" MB"
            min={256}
            max={8192}
            step={128}
            clampBehavior="none"
            allowDecimal={false}
            {...form.getInputProps('memoryBudgetMb')}
          />
          <Select
            label="Recognisers"
            description="Pages read at once"
            data={recogniserChoices}
            allowDeselect={false}
            {...form.getInputProps('recognisers')}
          />
          <NumberInput
            label="Longest time for a page"
            description="2 to 120 seconds"
            suffix=" s"
            min={2}
            max={120}
            clampBehavior="none"
            {...form.getInputProps('pageTimeBudgetSeconds')}
          />
        </div>
      </section>
      <Group gap="sm">
        <Button type="submit" disabled={!isDirty} loading={save.isPending}>
          Save settings
        </Button>
        {isDirty && !save.isPending && (
          <Button variant="default" onClick={() => form.reset()}>
            Discard changes
          </Button>
        )}
        <Text size="sm" role="status" c={save.isError ? 'red.8' : 'dimmed'}>
          {resultOf({ isDirty, isSaved: save.isSuccess, error: save.error })}
        </Text>
      </Group>
    </form>
  );
}

function inputOf(setting: string): string {
  return setting === 'pageTimeBudgetMs' ? 'pageTimeBudgetSeconds' : setting;
}

function resultOf({ isDirty, isSaved, error }: { isDirty: boolean; isSaved: boolean; error: Error | null }): string {
  if (error) return isDefinedError(error) ? 'Not saved: see above.' : `Not saved. ${wordsFor(error)}`;
  if (isDirty) return 'Not saved yet';
  return isSaved ? 'Saved' : '';
}
