import type { FieldName } from '../../main/ipc/contract/fields.ts';

export const fieldWords: Readonly<Record<FieldName, { readonly label: string; readonly unit?: string }>> = {
  utility: { label: 'Utility' },
  customerName: { label: 'Customer name' },
  serviceAddress: { label: 'Service address' },
  accountNumber: { label: 'Account number' },
  poid: { label: 'POID' },
  monthlyUsageKwh: { label: 'Monthly usage', unit: 'kWh' },
  annualUsageKwh: { label: 'Annual usage', unit: 'kWh' },
};
