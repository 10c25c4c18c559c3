/** Decides which phases a run of a dataset consists of, from what the replica already knows. */
import { FreeholdError } from '../errors.ts';
import type { DatasetState } from '../replica/contract.ts';
import type { Dataset, ReadRequest } from '../sources/source.ts';
import type { ReplicateMode } from './replicate.ts';

export interface PlannedPhase {
	readonly request: ReadRequest;
	readonly isResumed: boolean;
	/** The full read also finds deletions: what it does not see is gone (contacts are never reported as deleted). */
	readonly deletesUnseen: boolean;
}

export interface PhasePlanOptions {
	readonly dataset: Dataset;
	readonly state: DatasetState | undefined;
	readonly mode: ReplicateMode;
	readonly relations: readonly string[];
	readonly strictInitial: boolean;
	readonly purgeEveryMs: number | undefined;
	readonly fullEveryMs: number;
	readonly now: number;
}

/**
 * The phases in order: first what was left open (a resumed walk, records that could not be read), then what the mode asks.
 *
 * @throws FreeholdError `usage` where an update is asked for before an initial download is complete, or a purge of a
 *         dataset that cannot be purged
 */
export function planPhases(options: PhasePlanOptions): readonly PlannedPhase[] {
	const { dataset, state, mode } = options;
	const resumed = resumedPhase(options);
	const retry = retryPhase(options);
	switch (mode) {
		case 'initial':
			return [resumed?.request.phase === 'initial' ? resumed : fullRead(options)];
		case 'update':
			return [...retry, resumed?.request.phase === 'update' ? resumed : updateOrExplain(options)];
		case 'purge':
			return [resumed?.request.phase === 'sweep' ? resumed : purgeOrExplain(options)];
		case 'auto': {
			const phases: PlannedPhase[] = [...retry];
			if (resumed !== undefined) phases.push(resumed);
			const isDownloaded = state?.watermark !== undefined || resumed?.request.phase === 'initial';
			if (!isDownloaded || needsFullRead(options)) {
				if (resumed?.request.phase !== 'initial') phases.push(fullRead(options));
			} else if (state?.watermark !== undefined && resumed?.request.phase !== 'update') {
				phases.push(update(options, state.watermark));
			}
			const hasLookedForAll = phases.some((phase) => phase.deletesUnseen || phase.request.phase === 'sweep');
			if (isPurgeDue(options) && isDownloaded && !hasLookedForAll && dataset.canSweep) {
				phases.push(purge());
			}
			return phases;
		}
	}
}

/** Goes on with an interrupted walk, unless other relations are wanted now: then what it left out would stay out. */
function resumedPhase({ state, relations, dataset, strictInitial }: PhasePlanOptions): PlannedPhase | undefined {
	const resume = state?.resume;
	if (resume === undefined || dataset.isSnapshot === true) return undefined;
	if (!sameNames(resume.relations, resume.phase === 'sweep' ? [] : relations)) return undefined;
	const { checkpoint } = resume;
	switch (resume.phase) {
		case 'initial':
			return {
				request: { phase: 'initial', relations, strict: strictInitial, checkpoint },
				isResumed: true,
				deletesUnseen: dataset.fullReadFindsDeletions,
			};
		case 'update':
			return state?.watermark === undefined
				? undefined
				: {
						request: { phase: 'update', relations, since: state.watermark, checkpoint },
						isResumed: true,
						deletesUnseen: false,
					};
		case 'sweep':
			return { request: { phase: 'sweep', checkpoint }, isResumed: true, deletesUnseen: false };
		case 'retry':
			return undefined;
	}
}

function retryPhase({ state, relations }: PhasePlanOptions): readonly PlannedPhase[] {
	if (state === undefined || state.gaps.length === 0) return [];
	const keys = state.gaps.map((gap) => gap.key);
	return [{ request: { phase: 'retry', relations, keys }, isResumed: false, deletesUnseen: false }];
}

function fullRead({ relations, strictInitial, dataset }: PhasePlanOptions): PlannedPhase {
	return {
		request: { phase: 'initial', relations, strict: strictInitial },
		isResumed: false,
		deletesUnseen: dataset.fullReadFindsDeletions,
	};
}

function update({ relations }: PhasePlanOptions, since: number): PlannedPhase {
	return { request: { phase: 'update', relations, since }, isResumed: false, deletesUnseen: false };
}

function purge(): PlannedPhase {
	return { request: { phase: 'sweep' }, isResumed: false, deletesUnseen: false };
}

function updateOrExplain(options: PhasePlanOptions): PlannedPhase {
	const { state, dataset } = options;
	if (state?.watermark === undefined) {
		throw new FreeholdError('usage', {
			what: `${dataset.id} cannot be updated`,
			why: 'its initial download is not complete',
			next: 'Run it with --mode auto, which downloads first and updates from then on',
		});
	}
	return dataset.cursor === undefined ? fullRead(options) : update(options, state.watermark);
}

function purgeOrExplain(options: PhasePlanOptions): PlannedPhase {
	const { dataset } = options;
	if (dataset.canSweep) return purge();
	if (dataset.fullReadFindsDeletions) return fullRead(options);
	throw new FreeholdError('usage', {
		what: `${dataset.id} cannot be purged`,
		why: 'the vendor offers no list of its keys',
		next: `Download it again with --mode initial`,
	});
}

function needsFullRead(options: PhasePlanOptions): boolean {
	const { dataset, state, fullEveryMs, now } = options;
	if (dataset.cursor === undefined) return true;
	if (!dataset.fullReadFindsDeletions) return false;
	// Without a walk over the keys, a full read is the only purge there is.
	return now - (state?.lastPurge ?? 0) >= fullEveryMs || (isPurgeDue(options) && !dataset.canSweep);
}

function isPurgeDue({ state, purgeEveryMs, now }: PhasePlanOptions): boolean {
	return purgeEveryMs !== undefined && now - (state?.lastPurge ?? 0) >= purgeEveryMs;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((name) => b.includes(name));
}
