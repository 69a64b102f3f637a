import { nyseg, rge } from './avangrid.ts';
import { centralHudson } from './central-hudson.ts';
import { conEdison, orangeRockland } from './con-edison.ts';
import { nationalGrid } from './national-grid.ts';
import type { Profile } from './profile.ts';
import { pseg } from './pseg.ts';

/** The utilities we know. */
export const profiles: readonly Profile[] = [nyseg, rge, nationalGrid, conEdison, centralHudson, orangeRockland, pseg];
