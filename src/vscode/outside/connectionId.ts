/** Names a connection apart from one of the same name in another folder. */
import { createHash } from 'node:crypto';
import type { SecretKey } from '../ids.ts';
import type { ConnectionRef } from '../refs.ts';

/** `mls@1f0c…`: the same in every window, and different in a copy of the folder, which has no right to its secrets. */
export function connectionId({ folder, connection }: ConnectionRef): string {
	return `${connection}@${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
}

export function secretKey(ref: ConnectionRef): SecretKey {
	return `freehold:${connectionId(ref)}`;
}
