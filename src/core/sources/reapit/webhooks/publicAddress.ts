/** Where Reapit may be told to send events. */
import { isLoopback } from '../../../http/loopback.ts';

/** The vendor sends to https alone; plain addresses lead to a simulator on this machine. */
export function isPublicAddress(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const { protocol, hostname } = new URL(text);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
