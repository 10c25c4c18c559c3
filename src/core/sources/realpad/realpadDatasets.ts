/** The datasets of a Realpad connection: one per export, and one per mode of the defects. */
import { FreeholdError } from '../../errors.ts';
import type { Dataset } from '../source.ts';
import type { Parameters } from './checkParameters.ts';
import { allProjects, nearest } from './checkParameters.ts';
import { endpoints } from './realpadEndpoints.ts';
import type { Endpoint } from './realpadEndpoints.ts';
import { defectModes } from './realpadParameters.ts';
import type { RealpadSettings } from './realpadSettings.ts';

export interface RealpadDataset {
	readonly id: string;
	readonly title: string;
	readonly endpoint: Endpoint;
	/** Sent with each request of this dataset. */
	readonly parameters: Parameters;
}

/** In the order in which they are read. */
export function realpadDatasets(): readonly RealpadDataset[] {
	return endpoints.flatMap((endpoint): RealpadDataset[] => {
		const { id, title } = endpoint;
		if (id === 'project-units-history') return [{ id, title, endpoint, parameters: { projectid: allProjects } }];
		const plain = { id, title, endpoint, parameters: {} };
		return id === 'defects' ? [plain, ...defectModes.map((mode) => defectsOf(endpoint, mode))] : [plain];
	});
}

/** `DEAL_DEFECTS_COMMUNAL_AREA` → `defects-deal-communal-area`. */
function defectsOf(endpoint: Endpoint, mode: string): RealpadDataset {
	const name = mode.replace('_DEFECTS', '').toLowerCase().replaceAll('_', '-');
	return {
		id: `defects-${name}`,
		title: `Defects: ${name.replaceAll('-', ' ')}`,
		endpoint,
		parameters: { mode },
	};
}

/** @throws FreeholdError `notFound` with the nearest name */
export function datasetOf(id: string, connection: string): RealpadDataset {
	const all = realpadDatasets();
	const found = all.find((dataset) => dataset.id === id);
	if (found !== undefined) return found;
	const names = all.map((dataset) => dataset.id);
	const near = nearest(id, names);
	throw new FreeholdError('notFound', {
		what: `${connection}/${id} was not found`,
		why: 'Realpad has no such export',
		next: near === undefined ? `Choose one of: ${names.join(', ')}` : `Did you mean ${connection}/${near}?`,
	});
}

/** As the jobs know it; key and columns are found when the export was read. */
export function asDataset({ id, title, endpoint, parameters }: RealpadDataset, settings: RealpadSettings): Dataset {
	return {
		id,
		title,
		group: endpoint.group,
		key: settings.keys[id] ?? [],
		canSweep: false,
		fullReadFindsDeletions: true,
		isSnapshot: parameters.projectid !== allProjects,
		columns: [],
		relations: [],
		leftOut: leftOut(id, endpoint, settings),
		notes: [...notesOf(endpoint, settings), ...(endpoint.notes ?? [])],
	};
}

function leftOut(id: string, endpoint: Endpoint, settings: RealpadSettings): string | undefined {
	if (id !== endpoint.id) return 'each mode of the defects is an export of its own, five minutes apart';
	if (settings.multipleInquiries && endpoint.insteadWhenMultiple !== undefined) return 'not for Multiple Inquiries';
	if (!settings.multipleInquiries && endpoint.isForMultiple === true) return 'made for Multiple Inquiries';
	return endpoint.leftOut;
}

function notesOf(endpoint: Endpoint, { multipleInquiries }: RealpadSettings): readonly string[] {
	const { insteadWhenMultiple: instead, isForMultiple, successor } = endpoint;
	return [
		...(successor === undefined ? [] : [`Deprecated by the vendor: use ${successor} instead.`]),
		...(instead === undefined || !multipleInquiries
			? []
			: [`Must not be used with Multiple Inquiries: use ${instead.join(' and ')} instead.`]),
		...(isForMultiple !== true || multipleInquiries ? [] : ['Made for developers with Multiple Inquiries.']),
	];
}

/** @throws FreeholdError `usage` for an export that must not be used by this developer */
export function assertAllowed({ id, endpoint }: RealpadDataset, settings: RealpadSettings): void {
	const { insteadWhenMultiple: instead } = endpoint;
	if (!settings.multipleInquiries || instead === undefined) return;
	throw new FreeholdError('usage', {
		what: `${settings.connection}/${id} was not asked`,
		why: 'the vendor says not to use it once a developer was migrated to Multiple Inquiries, as freehold.yaml says of this one',
		next: `Use ${instead.map((name) => `${settings.connection}/${name}`).join(' and ')} instead`,
	});
}
