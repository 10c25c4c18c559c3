/** The page on one code of the filter language: what it means, why, and how it is written instead. */
import { findingCodes } from '../filter/findings.ts';
import type { FindingCode, Severity } from '../filter/findings.ts';

export function findingCodeNames(): readonly FindingCode[] {
	return Object.keys(findingCodes).filter(isFindingCode);
}

export function isFindingCode(text: string): text is FindingCode {
	return Object.hasOwn(findingCodes, text);
}

interface Told {
	readonly title: string;
	readonly severity: Severity;
	readonly why: string;
	readonly bad: string;
	readonly good?: string;
}

/** Markdown. */
export function findingPage(code: FindingCode): string {
	const { title, severity, why, bad, good }: Told = findingCodes[code];
	const lines = [`# ${code}: ${title}`, '', `Severity: ${severity}. ${why}`, '', '```', bad, '```'];
	if (good !== undefined) lines.push('', 'Instead:', '', '```', good, '```');
	return `${lines.join('\n')}\n`;
}
