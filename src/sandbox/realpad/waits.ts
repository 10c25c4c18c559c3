/** How the API says when to come back: in a header, of which two forms are legal, and in words. */
import { instantText } from '../clock.ts';
import type { SandboxClock } from '../clock.ts';

/** By the clock that the `Date` header shows, so that a client can subtract the two. */
export function waitHeaders(
	clock: SandboxClock,
	until: number,
	how: 'seconds' | 'date' | 'none',
): Readonly<Record<string, string>> {
	if (how === 'none') return {};
	const left = until - clock.now();
	if (how === 'seconds') return { 'retry-after': String(Math.ceil(left / 1000)) };
	// An HTTP date has whole seconds: rounded up, or the client would come too early.
	return { 'retry-after': new Date(Math.ceil((clock.told() + left) / 1000) * 1000).toUTCString() };
}

export function waitText(clock: SandboxClock, until: number): string {
	const left = Math.ceil((until - clock.now()) / 1000);
	const at = Math.ceil((clock.told() + until - clock.now()) / 1000) * 1000;
	return `The endpoint can be called again in ${left} seconds, at ${instantText(at)}.`;
}
