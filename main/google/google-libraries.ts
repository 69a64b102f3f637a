import { drive } from '@googleapis/drive';
import { sheets } from '@googleapis/sheets';

export { CodeChallengeMethod, gaxios, JWT, OAuth2Client } from 'google-auth-library';
export const driveApi = drive('v3');
export const sheetsApi = sheets('v4');
