/** Everything that is wrong in a document, at its place. */
import { checkAll } from '../check.ts';
import { checkEndpoint } from '../checkEndpoint.ts';
import type { FilterEndpoint } from '../checkEndpoint.ts';
import type { Directive } from '../filterFile.ts';
import { replacement } from '../findings.ts';
import type { Finding, Fix } from '../findings.ts';
import { checkDirectives } from './checkDirectives.ts';
import { checkRequests } from './checkRequests.ts';
import { documentFinding } from './documentFinding.ts';
import type { DocumentFinding } from './documentFinding.ts';
import { fixInDocument } from './filterDocument.ts';
import type { FilterDocument, FilterSet, PlacedExpression } from './filterDocument.ts';
import type { FilterKnowledge } from './knowledge.ts';
import { setFixes } from './setFixes.ts';

export function diagnose(document: FilterDocument, knowledge: FilterKnowledge): readonly DocumentFinding[] {
	const found = [
		...document.sets.flatMap((set) => diagnoseSet(document, set, knowledge)),
		...checkRequests(document),
		...checkDirectives(document, knowledge),
	];
	return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

function diagnoseSet(document: FilterDocument, set: FilterSet, knowledge: FilterKnowledge): readonly DocumentFinding[] {
	const { expressions, dataset } = set;
	const index = knowledge.fieldsOf(dataset?.text);
	const parsed = expressions.map((expression) => expression.parsed);
	const checked = checkAll(parsed, { dialect: document.dialect, index, timeZone: knowledge.timeZone });
	const findings = expressions.flatMap((expression, nth) =>
		(checked[nth] ?? []).map((finding) => {
			const found = inDocument(finding, expression, expressions);
			return { ...found, fixes: [...found.fixes, ...setFixes(document, set, finding, nth)] };
		}),
	);
	const isContinuation = ({ code, start, end }: DocumentFinding): boolean =>
		code === 'FH134' && document.text.slice(start, end).includes('\n');
	return [...findings.filter((finding) => !isContinuation(finding)), ...diagnoseEndpoint(set, knowledge)];
}

function diagnoseEndpoint(set: FilterSet, knowledge: FilterKnowledge): readonly DocumentFinding[] {
	const { expressions, dataset } = set;
	const texts = expressions.map(({ parsed }) => parsed.text.trim());
	return expressions.flatMap(({ parameter, parsed, ...expression }, nth) => {
		// How long the address becomes is told once; the name of the parameter wherever it is written.
		if (nth > 0 && parameter === undefined) return [];
		const endpoint = endpointFor(set, parameter, knowledge);
		if (endpoint === undefined) return [];
		const named = dataset !== undefined && dataset.end > dataset.start ? dataset : (parameter ?? expression);
		return checkEndpoint(nth === 0 ? texts : [parsed.text], endpoint, parameter?.text)
			.filter(({ code }) => nth === 0 || code === 'FH181')
			.map((finding) => {
				const isName = finding.code === 'FH181';
				const fixes = isName ? parameterFixes(parameter, endpoint) : [];
				const span = isName ? (parameter ?? named) : named;
				return documentFinding({ ...finding, start: span.start, end: span.end, fixes });
			});
	});
}

/** `metadata[]` is wrong for every endpoint, also for one that is not known. */
function endpointFor(
	{ dataset }: FilterSet,
	parameter: Directive | undefined,
	knowledge: FilterKnowledge,
): FilterEndpoint | undefined {
	const known = dataset === undefined ? undefined : knowledge.endpointOf?.(dataset.text);
	if (known !== undefined || parameter?.text.includes('[') !== true) return known;
	return { name: 'The endpoint', parameter: parameter.text.replace(/\[.*$/, '') };
}

function parameterFixes(parameter: Directive | undefined, { parameter: right }: FilterEndpoint): readonly Fix[] {
	if (parameter === undefined || right === undefined) return [];
	return [replacement(`Change to ${right}`, parameter, right, true)];
}

function inDocument(finding: Finding, expression: PlacedExpression, all: readonly PlacedExpression[]): DocumentFinding {
	const fixes = finding.fixes
		.map((fix) => fixInDocument(expression, fix))
		.filter((fix): fix is Fix => fix !== undefined);
	const other = finding.other === undefined ? undefined : all[finding.other];
	const related =
		other === undefined ? [] : [{ start: other.start, end: other.end, message: other.parsed.text.trim() }];
	return documentFinding({ ...finding, ...expression.map.toFile(finding), fixes }, related);
}
