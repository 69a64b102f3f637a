import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A quiet green; shade 7 reads on white at 5.2:1. */
const leaf: MantineColorsTuple = [
  '#eff6f1',
  '#dfebe3',
  '#bdd7c6',
  '#97c1a6',
  '#76af8b',
  '#5c9f75',
  '#458c60',
  '#2f7a4c',
  '#25653e',
  '#195030',
];

export const theme = createTheme({
  colors: { leaf },
  primaryColor: 'leaf',
  primaryShade: 7,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: '-apple-system, "Segoe UI", system-ui, Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSizes: { sm: '0.875rem', md: '0.875rem', lg: '1rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' } } },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Notification: { defaultProps: { withBorder: true } },
  },
});
