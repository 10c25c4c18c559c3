/** Finds variables that nothing gives a value. */
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { directiveWord } from '../document/requestDocument.ts';
import { variableReferences } from '../document/variableReferences.ts';
import { nearestName } from '../../sources/reapit/entities/nearestName.ts';
import { variableOf } from '../resolve/variables.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import { replacement, requestFinding } from './requestFindings.ts';
import type { RequestFinding } from './requestFindings.ts';

export function checkVariables(
	document: RequestDocument,
	block: RequestBlock,
	{ connections, environmentVariables }: RequestKnowledge,
): readonly RequestFinding[] {
	const text = document.text.slice(block.start, block.end);
	if (!text.includes('{{')) return [];
	const named = directiveWord(block, 'connection')?.text;
	const connection = connections?.find(({ name }) => name === named);
	// Until connections are known, any of theirs may be meant.
	if (named !== undefined && connection === undefined) return [];
	const own = Object.keys(connection?.variables ?? {});
	const skipped = [...block.comments, ...block.foreign];
	return variableReferences(text, block.start).flatMap((reference): readonly RequestFinding[] => {
		const { kind, name, start, end } = reference;
		if (kind !== 'variable' || skipped.some((one) => start >= one.start && end <= one.end)) return [];
		if (own.includes(name.text) || environmentVariables.includes(name.text)) return [];
		if (variableOf(document, block, name.text) !== undefined) return [];
		const lines = document.blocks.flatMap(({ variables }) => variables.map((line) => line.name.text));
		const near = nearestName(name.text, [...lines, ...environmentVariables, ...own]);
		const hint =
			near === undefined ? `write @${name.text} = … above, or into http-client.env.json` : `did you mean {{${near}}}?`;
		const fixes = near === undefined ? [] : [replacement(`Change to {{${near}}}`, name, near)];
		return [requestFinding('FH209', reference, `{{${name.text}}} has no value: ${hint}`, fixes)];
	});
}
