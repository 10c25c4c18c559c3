/** A failure as people read it: what failed, why, and what to do next. Never a stack, unless asked for. */
import { FreeholdError } from '../errors.ts';
import { oneLine } from './cellText.ts';
import type { Page } from './page.ts';

export function errorText(error: unknown, page: Page): string {
	const lines = FreeholdError.is(error) ? ourLines(error, page) : foreignLines(error, page);
	if (page.options.verbose) lines.push(...causes(error).map((line) => page.paint('dim', `  ${line}`)));
	return lines.join('\n');
}

function ourLines(error: FreeholdError, page: Page): string[] {
	const lines = [
		`${page.paint('red', '✗')} ${page.paint('bold', oneLine(error.what))}`,
		...error.why.split('\n').map((line) => `  ${oneLine(line)}`),
		`  ${page.paint('cyan', '→')} ${oneLine(error.next)}`,
	];
	const facts = [
		error.status === undefined ? undefined : `HTTP ${error.status}`,
		error.vendorCode === undefined ? undefined : `code ${error.vendorCode}`,
		error.requestId === undefined ? undefined : `request ${oneLine(error.requestId)}`,
	].filter((fact) => fact !== undefined);
	if (facts.length > 0) lines.push(page.paint('dim', `  (${facts.join(', ')})`));
	return lines;
}

/** Not raised on purpose, so it is our mistake: it must be reportable. */
function foreignLines(error: unknown, page: Page): string[] {
	const message = error instanceof Error ? error.message : String(error);
	return [
		`${page.paint('red', '✗')} ${page.paint('bold', 'Freehold failed in a way it should not')}`,
		`  ${oneLine(message)}`,
		`  ${page.paint('cyan', '→')} Run it again with --verbose and report what it says. What was stored is safe.`,
	];
}

function causes(error: unknown): string[] {
	const lines: string[] = [];
	for (let at: unknown = error; at instanceof Error && lines.length < 60; at = at.cause) {
		lines.push(...(at.stack ?? at.message).split('\n').map(oneLine));
	}
	return lines;
}
