import sharp from 'sharp';

/** Letter, in PDF points. */
export const pageSize = { width: 612, height: 792 };

/** Where the stand-in's bill prints its values, in page units of the upright page. */
export const valuePlaces = {
  utility: { left: 40, top: 36, width: 120, height: 20 },
  customerName: { left: 380, top: 60, width: 190, height: 14 },
  accountNumber: { left: 470, top: 80, width: 100, height: 14 },
  serviceAddress: { left: 140, top: 140, width: 260, height: 14 },
  poid: { left: 440, top: 190, width: 130, height: 14 },
  monthlyUsageKwh: { left: 420, top: 316, width: 60, height: 14 },
  annualUsageKwh: { left: 420, top: 560, width: 60, height: 14 },
} as const;

type Values = { readonly [Name in keyof typeof valuePlaces]: string };

/** A page of an invented bill as a JPEG, `turn` degrees clockwise away from upright. */
export async function drawBillPage(values: Values, pageIndex: number, turn: 0 | 90 | 180 | 270): Promise<Buffer> {
  const text = (name: keyof Values, size = 12) => {
    const { left, top, height } = valuePlaces[name];
    return `<text x="${left}" y="${top + height - 2}" font-size="${size}">${escapeXml(values[name])}</text>`;
  };
  const rows = Array.from({ length: 10 }, (_, row) => {
    return `<text x="40" y="${640 + row * 13}" font-size="9" fill="#555">Month ${row + 1}: average daily use and charges, see the back of this page for the meaning of each line</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 612 792" width="1275" height="1650" font-family="DejaVu Sans, Arial, sans-serif">
    <rect width="612" height="792" fill="#fff"/>
    ${text('utility', 18)}
    <rect x="370" y="50" width="206" height="60" fill="#eee"/>
    ${text('customerName')}
    <text x="380" y="92" font-size="12">Account Number:</text>${text('accountNumber')}
    <text x="40" y="152" font-size="12">Service Address:</text>${text('serviceAddress')}
    <line x1="40" y1="164" x2="572" y2="164" stroke="#999"/>
    <text x="390" y="202" font-size="12">PoD ID:</text>${text('poid', 11)}
    <text x="40" y="300" font-size="14" font-weight="bold">DETAILED ACCOUNT ACTIVITY, page ${pageIndex + 1}</text>
    <text x="40" y="328" font-size="12">Billed usage</text>${text('monthlyUsageKwh')}<text x="484" y="328" font-size="12">kwh</text>
    <text x="40" y="572" font-size="12">Usage of the last 12 months</text>${text('annualUsageKwh')}<text x="484" y="572" font-size="12">kwh</text>
    ${rows.join('')}
  </svg>`;
  return sharp(Buffer.from(svg))
    .rotate((360 - turn) % 360)
    .jpeg({ quality: 80 })
    .toBuffer();
}

function escapeXml(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
