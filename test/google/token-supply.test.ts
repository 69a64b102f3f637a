import { expect, test } from 'vitest';
import { createTokenSupply } from '../../main/google/token-supply.ts';

test('asks again after a request for a token broke', async () => {
  let asked = 0;
  const supply = createTokenSupply({
    credentials: {
      kind: 'user',
      clientId: 'id',
      clientSecret: 'secret',
      refreshToken: 'token',
      scopes: [],
      email: null,
    },
    transport: async () => {
      asked += 1;
      throw new Error(`broken ${asked}`);
    },
    now: () => 0,
    clockSkewMs: () => null,
  });
  await expect(supply.accessToken()).rejects.toThrow('broken 1');
  await expect(supply.accessToken()).rejects.toThrow('broken 2');
});
