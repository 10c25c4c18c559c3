/**
 * Files whose tests ended because Node itself crashed. Freehold has no native code, so such a signal is never a result of
 * a test: with several isolates in one process, V8 now and then frees code twice (nodejs/node#64500).
 */
const crash = /^Worker exited unexpectedly with signal SIG(?:SEGV|TRAP|ILL|BUS) .*while running test file (.+)$/;

/** @returns the test file that was running; `undefined` where the error is something else */
export function crashedFile(error: unknown): string | undefined {
	for (
		let cause = error;
		typeof cause === 'object' && cause !== null;
		cause = 'cause' in cause ? cause.cause : undefined
	) {
		const found = 'message' in cause ? crash.exec(String(cause.message))?.[1] : undefined;
		if (found !== undefined) return found;
	}
	return undefined;
}
