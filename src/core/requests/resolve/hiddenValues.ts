/** What of secret values is masked where a request is shown: its server is told in any case, and links lead there. */

/** What is as short as a number cannot be told from ordinary text. */
const SHORTEST = 4;

/** @param url  that the request goes to */
export function hiddenValues(secrets: readonly string[], url: string): readonly string[] {
	const { origin, host, hostname } = new URL(url);
	return secrets.flatMap((secret) => {
		if ([origin, host, hostname].includes(secret)) return [];
		const hidden = secret.startsWith(`${origin}/`) ? secret.slice(origin.length + 1) : secret;
		return hidden.length < SHORTEST ? [] : [hidden];
	});
}
