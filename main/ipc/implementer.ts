import { implement } from '@orpc/server';
import { contract } from './contract.ts';

/** Implements the contract's entries; `os.router` takes nothing less than all of them. */
export const os = implement(contract);
