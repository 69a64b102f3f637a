/** Turns PDF pages into grey pixels, with PDFium. */
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** One byte per pixel, row after row, 0 black. */
export type GreyImage = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };
export type Rasteriser = {
  render(pdf: Uint8Array, pageIndex: number, dpi: number): Promise<GreyImage>;
  close(): void;
};

export async function createRasteriser(): Promise<Rasteriser> {
  const library = await PDFiumLibrary.init();
  return {
    async render(pdf, pageIndex, dpi) {
      const document = await library.loadDocument(pdf);
      try {
        const page = document.getPage(pageIndex);
        const { width, height, data } = await page.render({ scale: dpi / 72, render: 'bitmap', colorSpace: 'Gray' });
        return { width, height, pixels: new Uint8Array(data) };
      } finally {
        document.destroy();
      }
    },
    close: () => library.destroy(),
  };
}
