/** Writes the table of findings into the page on request files, from the codes that the checks use. */
import { requestFindingCodes } from '../src/core/requests/editing/requestFindings.ts';

const BEGIN = '<!-- Made from the checks (npm run generate). -->';
const END = '<!-- end -->';

/** @param page  `docs/http-files.md` as it is; what stands between the two marks is replaced */
export function requestDocs(page: string): string {
	const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (from === -1 || to < from) throw new Error('docs/http-files.md has no place for its findings');
	const rows = Object.entries(requestFindingCodes).map(
		([code, { title, severity, why }]) => `| ${code} | ${severity} | ${title}. ${why} |`,
	);
	const table = ['| Code | | |', '| --- | --- | --- |', ...rows].join('\n');
	return `${page.slice(0, from)}${BEGIN}\n\n${table}\n\n${page.slice(to)}`;
}
