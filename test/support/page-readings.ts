import type { DocumentFields } from '../../main/extraction/field.ts';
import type { PageReading } from '../../main/extraction/page-reading.ts';

/** A page with one word on it, its own number. */
export function pageReading(pageIndex: number, rest: Partial<PageReading> = {}): PageReading {
  const box = { left: 72.25, top: 80.5, width: 30, height: 9.75 };
  return {
    pageIndex,
    source: 'ocr',
    width: 612,
    height: 792,
    words: [{ text: `page-${pageIndex + 1}`, confidence: 0.93, box, onPage: box, lineIndex: 0 }],
    dpi: 200,
    rotation: 0,
    confidence: 0.93,
    elapsedMs: 1200,
    ...rest,
  };
}

export const noFields: DocumentFields = {
  fields: {
    utility: null,
    customerName: null,
    serviceAddress: null,
    accountNumber: null,
    poid: null,
    monthlyUsageKwh: null,
    annualUsageKwh: null,
  },
  notices: [],
};
