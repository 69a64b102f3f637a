import { Checkbox, Select, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import type { IntakeForm as Form } from '../../main/ipc/contract/intake-form.ts';
import { useApp } from '../ui/app-context.tsx';
import { AgentInput } from './agent-input.tsx';
import { BillOffer } from './bill-offer.tsx';
import { formInputId } from './focus-place.ts';
import { FormCell } from './form-cell.tsx';
import { ListInput } from './list-input.tsx';
import type { PlacedProblems } from './problem-places.ts';

type Props = {
  readonly form: Form;
  readonly problems: PlacedProblems['form'];
  /** What the bill says about two of the form's inputs; null when it says nothing. */
  readonly readName: string | null;
  readonly readUtility: string | null;
  readonly onChange: (patch: Partial<Form>) => void;
  readonly onLeaveField: () => void;
};

type TextKey = 'businessName' | 'accountName' | 'contactName' | 'title' | 'phone' | 'email';

const accountTypes = [
  { value: 'small-demand', label: 'Small Demand <25 KW' },
  { value: 'large-demand', label: 'Large Demand >25 KW' },
  { value: 'mass-market', label: 'Mass Market [Residential]' },
] as const;

export const IntakeForm = memo(function IntakeForm({
  form,
  problems,
  readName,
  readUtility,
  onChange,
  onLeaveField,
}: Props) {
  const { api } = useApp();
  const { data: lists } = useQuery(api.reference.watch.experimental_liveOptions({ select: (report) => report.lists }));
  const utilities = lists?.utilities.filter(({ active }) => active).map(({ name }) => name) ?? [];
  const developers = lists?.developers.map(({ name }) => name) ?? [];

  const textInput = (key: TextKey, maxLength = 300) => (
    <TextInput
      id={formInputId(key)}
      value={form[key]}
      error={problems[key]}
      maxLength={maxLength}
      autoComplete="off"
      onChange={(event) => onChange({ [key]: event.currentTarget.value })}
    />
  );

  return (
    <form
      className="intake-form"
      aria-label="Intake form"
      onBlur={onLeaveField}
      onSubmit={(event) => event.preventDefault()}
    >
      <Title order={2} className="form-title">
        Customer
      </Title>
      <FormCell name="agentId" label="Agent ID">
        <AgentInput
          agents={lists?.agents ?? []}
          listedAt={lists?.refreshedAt ?? null}
          value={form.agentId}
          error={problems.agentId}
          onChange={(agentId) => onChange({ agentId })}
        />
      </FormCell>
      <FormCell name="businessName" label="Legal Business Entity Name" hint="optional">
        {textInput('businessName')}
      </FormCell>
      <FormCell
        name="accountName"
        label="Account Name"
        isWide
        aside={
          <BillOffer read={readName} entered={form.accountName} onUse={(accountName) => onChange({ accountName })} />
        }
      >
        {textInput('accountName')}
      </FormCell>
      <FormCell name="contactName" label="Contact Full Name">
        {textInput('contactName')}
      </FormCell>
      <FormCell name="title" label="Title">
        {textInput('title', 200)}
      </FormCell>
      <FormCell name="phone" label="Phone">
        {textInput('phone', 100)}
      </FormCell>
      <FormCell name="email" label="Email">
        {textInput('email')}
      </FormCell>
      <FormCell
        name="utility"
        label="Utility"
        isWide
        aside={
          <BillOffer
            read={readUtility}
            entered={form.utility}
            onUse={(utility) => onChange({ utility: sameName(utilities, utility) ?? utility })}
          />
        }
      >
        <ListInput
          id={formInputId('utility')}
          choices={utilities}
          isOpen={utilities.length === 0}
          value={form.utility}
          error={problems.utility}
          onChange={(utility) => onChange({ utility })}
        />
      </FormCell>
      <FormCell name="accountType" label="Account Type">
        <Select
          id={formInputId('accountType')}
          data={[...accountTypes]}
          value={form.accountType || null}
          error={problems.accountType}
          searchable
          autoSelectOnBlur
          openOnFocus={false}
          onChange={(_value, option) => {
            const chosen = accountTypes.find(({ value }) => value === option?.value);
            onChange({ accountType: chosen?.value ?? '' });
          }}
        />
      </FormCell>
      <FormCell name="developer" label="Operator / Developer">
        <ListInput
          id={formInputId('developer')}
          choices={developers}
          isOpen={!lists?.refreshedAt || developers.length === 0}
          value={form.developer}
          error={problems.developer}
          onChange={(developer) => onChange({ developer })}
        />
      </FormCell>
      <div className="form-consents">
        <Checkbox
          id={formInputId('consentTerms')}
          label="Customer agrees to the Terms & Conditions and the Power of Attorney (POA)"
          checked={form.consentTerms}
          error={problems.consentTerms}
          onChange={(event) => onChange({ consentTerms: event.currentTarget.checked })}
        />
        <Checkbox
          id={formInputId('consentSms')}
          label="Customer agrees to text messages (SMS)"
          checked={form.consentSms}
          error={problems.consentSms}
          onChange={(event) => onChange({ consentSms: event.currentTarget.checked })}
        />
      </div>
    </form>
  );
});

function sameName(names: readonly string[], name: string): string | undefined {
  return names.find((each) => each.toLowerCase() === name.toLowerCase());
}
