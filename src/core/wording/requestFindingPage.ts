/** The page on one code of request files: what it means, and why. */
import { requestFindingCodes } from '../requests/editing/requestFindings.ts';
import type { RequestFindingCode } from '../requests/editing/requestFindings.ts';

export function isRequestFindingCode(text: string): text is RequestFindingCode {
	return Object.hasOwn(requestFindingCodes, text);
}

/** Markdown. */
export function requestFindingPage(code: RequestFindingCode): string {
	const { title, severity, why } = requestFindingCodes[code];
	return `# ${code}: ${title}\n\nSeverity: ${severity}. ${why}\n`;
}
