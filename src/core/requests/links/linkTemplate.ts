/** Templated links (RFC 6570, as HAL uses them): what has to be filled in, and what may be added. */

export interface LinkTemplate {
	/** With `{names}` in its path; without what may be added. */
	readonly address: string;
	readonly parameters: readonly string[];
	readonly optional: readonly string[];
}

/** A name becomes a line of a request file: one with a line end or a blank would be lines that the server has written. */
const EXPRESSION = /(?<!\{)\{([?&#+./;]?)([\w.-]+(?:\*|:\d+)?(?:,[\w.-]+(?:\*|:\d+)?)*)\}(?!\})/g;

/** `login.response.headers.Set-Cookie`: with two braces, other tools would fill in what another server has answered. */
const OF_ANOTHER_REQUEST = /\.(?:request|response)\./;

export function readTemplate(href: string): LinkTemplate {
	const parameters: string[] = [];
	const optional: string[] = [];
	const address = href.replaceAll(EXPRESSION, (whole, operator: string, list: string) => {
		const names = list.split(',').map((name) => name.replace(/[*:].*$/, ''));
		if (names.some((name) => OF_ANOTHER_REQUEST.test(name))) return whole;
		if (operator === '?' || operator === '&' || operator === ';') {
			optional.push(...names);
			return '';
		}
		parameters.push(...names);
		return names.map((name) => `{${name}}`).join(operator === '.' || operator === '/' ? operator : ',');
	});
	return { address, parameters: [...new Set(parameters)], optional: [...new Set(optional)] };
}
