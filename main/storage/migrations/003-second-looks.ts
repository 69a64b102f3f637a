/** Rows delivered a moment ago, to be looked at once more: found without reading every receipt there is. */
export const secondLooks = `
CREATE INDEX receipts_second_look ON receipts (destination, delivered_at) WHERE item = 'second-look';
`;
