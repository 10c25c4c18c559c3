/** Takes values out of a body whose fields call themselves secrets: a password that was written into it, a token that was just given. */
import { isSecretKey } from '../../project/secretsInFile.ts';

/** Names of users and applications are no secrets, and what a history is searched for. */
const SHOWN = /^(?:client[-_]?id|login)$/i;
/** A text of JSON, also one that the end of what is kept has cut. */
const FIELD = /("([\w-]+)"\s*:\s*")((?:[^"\\]|\\.)*\\?)(?="|$)/g;

export function maskedFields(json: string): string {
	return json.replaceAll(FIELD, (whole, before: string, name: string, value: string) =>
		isSecretKey(name) && !SHOWN.test(name) && value !== '' ? `${before}***` : whole,
	);
}
