/** The text of one dataset's progress, fitted to the terminal. Pure: what is drawn can be tested as text. */
import type { RunCounts, RunRecord } from '../replica/contract.ts';
import { formatDuration } from '../project/duration.ts';
import { cutToWidth, oneLine, pad } from './cellText.ts';
import { clockTime, count } from './quantities.ts';

export interface DatasetProgress {
	readonly name: string;
	readonly phase: RunRecord['phase'];
	readonly isResumed: boolean;
	readonly done: number;
	readonly total: number | undefined;
	readonly rate: number;
	readonly requests: number;
	/** A throttle that holds it up. */
	readonly waiting: { readonly until: number; readonly why: string } | undefined;
}

/** Phases as the command line's options call them; others are called by their own name. */
const PHASES: Readonly<Partial<Record<RunRecord['phase'], string>>> = {
	initial: 'download',
	update: 'update',
	sweep: 'purge',
};

const FULL_BAR = 20;
const SHORT_BAR = 10;

export function phaseName(phase: RunRecord['phase']): string {
	return PHASES[phase] ?? phase;
}

/** @param nameWidth  so that the lines of all datasets stand in columns */
export function progressLine(progress: DatasetProgress, nameWidth: number, width: number, now: number): string {
	const barLength = width >= 90 ? FULL_BAR : width >= 60 ? SHORT_BAR : 0;
	const parts = [
		pad(oneLine(progress.name), nameWidth),
		pad(progress.isResumed ? `${phaseName(progress.phase)}…` : phaseName(progress.phase), 9),
		...(barLength > 0 ? [bar(progress, barLength)] : []),
		share(progress),
		amount(progress),
		...(progress.waiting === undefined ? pace(progress) : [waitText(progress.waiting, now)]),
	];
	return cutToWidth(parts.join('  '), width);
}

/** The same for a log: no bar, no padding. */
export function plainLine(progress: DatasetProgress, now: number): string {
	const parts = [
		amount(progress),
		...(progress.total === undefined || progress.total === 0 ? [] : [share(progress).trim()]),
		...(progress.waiting === undefined ? pace(progress) : [waitText(progress.waiting, now)]),
	];
	return `${oneLine(progress.name)} ${phaseName(progress.phase)}: ${parts.join(', ')}`;
}

export function waitText(waiting: { readonly until: number; readonly why: string }, now: number): string {
	const left = Math.max(0, waiting.until - now);
	return `waits ${formatDuration(left)} (until ${clockTime(waiting.until, now)}): ${oneLine(waiting.why)}`;
}

/** `+12 new ~3 changed −1 gone`; `unchanged` where nothing moved. */
export function changesText(counts: RunCounts): string {
	const parts = [
		counts.inserted > 0 ? `+${count(counts.inserted)} new` : '',
		counts.updated > 0 ? `~${count(counts.updated)} changed` : '',
		counts.deleted > 0 ? `−${count(counts.deleted)} gone` : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? 'nothing changed' : parts.join(', ');
}

function bar({ done, total }: DatasetProgress, length: number): string {
	const portion = total === undefined || total === 0 ? 0 : Math.min(1, done / total);
	const eighths = Math.round(portion * length * 8);
	const partial = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '';
	return ('█'.repeat(Math.floor(eighths / 8)) + partial).padEnd(length, '░');
}

function share({ done, total }: DatasetProgress): string {
	if (total === undefined || total === 0) return '    ';
	// 100 % only when it is all: 199,999 of 200,000 is 99 %.
	return `${String(Math.min(100, Math.floor((done / total) * 100))).padStart(3)}%`;
}

function amount({ done, total }: DatasetProgress): string {
	return total === undefined || total === 0 ? count(done) : `${count(done)}/${count(total)}`;
}

function pace({ done, total, rate, requests }: DatasetProgress): string[] {
	if (rate <= 0) return [`${count(requests)} req`];
	const left = total === undefined ? 0 : total - done;
	const eta = left > 0 ? [`ETA ${formatDuration(Math.max(1000, Math.round(left / rate) * 1000))}`] : [];
	return [`${count(rate)}/s`, ...eta, `${count(requests)} req`];
}
