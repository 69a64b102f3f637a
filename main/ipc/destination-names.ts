import { type DestinationName, destinationName } from './contract/settings.ts';

/** The contract's name of a destination. Throws for one that it doesn't know. */
export function toDestinationName(name: string): DestinationName {
  return destinationName.parse(name);
}
