/** What calls of Realpad's web service do: all of them are POST. */

/** @param address  of the request */
export function onlyReads(address: string): boolean {
	return isReadingCall(callOf(address) ?? '');
}

/**
 * Whether a call only reads. Beside Takeout's exports there are calls that write (`create-lead`, `add-incoming-payment`,
 * `update-units`; domain/realpad.md §1.4), so that one with any other name is taken for one of those.
 */
export function isReadingCall(name: string): boolean {
	return /^(?:list|get)-/.test(name);
}

/** `list-excel-units` of `/ws/v10/list-excel-units`. */
export function callOf(address: string): string | undefined {
	return /^\/ws\/v\d+\/([^/]+)/.exec(URL.parse(address)?.pathname ?? '')?.[1];
}
