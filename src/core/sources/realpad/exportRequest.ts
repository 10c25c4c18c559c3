/** One request for an export: its form, checked, and whether the cool-down counts for it. */
import type { HeaderMode } from '../../formats/excel/headers.ts';
import type { Parameters } from './checkParameters.ts';
import { checkParameters } from './checkParameters.ts';
import { isNarrow } from './narrowness.ts';
import type { RealpadCall } from './realpadClient.ts';
import type { RealpadDataset } from './realpadDatasets.ts';
import { endpointPath } from './realpadEndpoints.ts';

export type ExcelFormat = 'xls' | 'xlsx';

/** @throws FreeholdError `usage` for a parameter that Realpad would refuse */
export function exportCall(
	dataset: RealpadDataset,
	parameters: Parameters,
	headers: HeaderMode,
	format: ExcelFormat,
): RealpadCall {
	const { endpoint } = dataset;
	const asked: Parameters = { headermode: headers, ...dataset.parameters, ...parameters };
	checkParameters(endpoint, asked);
	const path = endpointPath(endpoint);
	const projectid = asked.projectid;
	return {
		path,
		// Its presence alone means .xlsx, so for .xls it is left out (domain/realpad.md §1.1).
		parameters: format === 'xlsx' ? { ...asked, xlsx: '1' } : asked,
		label: projectid === undefined ? path : `${path} of project ${projectid}`,
		coolDown: isNarrow(endpoint, asked) ? 'narrow' : 'wide',
	};
}

/** The header rows that an answer will have: a parameter may ask for others than the connection does. */
export function headersOf(parameters: Parameters, fallback: HeaderMode): HeaderMode {
	const asked = parameters.headermode;
	// `default` is what is sent when nothing is asked for: labels.
	if (asked === 'default') return 'labels';
	return (['labels', 'ids', 'labels_ids', 'ids_labels'] as const).find((mode) => mode === asked) ?? fallback;
}
