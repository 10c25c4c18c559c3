/** All that a replica remembers of one run, as lines: what it did, what it cost, what went wrong. */
import { formatDuration } from '../project/duration.ts';
import type { RunCounts, RunRecord } from '../replica/contract.ts';
import type { TableFigures } from '../changes/runFigures.ts';
import { oneLine } from './cellText.ts';
import { runSentences } from './changeSentences.ts';
import { englishWording } from './language.ts';
import { phaseName } from './progressLine.ts';
import { bytes, clockTime, count, counted } from './quantities.ts';

/**
 * @param connection  that the record is of: replicas hold one each
 * @param tables  what it has changed, where somebody has counted
 */
export function runLines(
	connection: string,
	record: RunRecord,
	now: number,
	tables: readonly TableFigures[] = [],
): readonly string[] {
	const { id, dataset, phase, outcome, startedAt, finishedAt } = record;
	const took = finishedAt === undefined ? '' : `, took ${formatDuration(finishedAt - startedAt)}`;
	return [
		`${connection}/${dataset}, run ${id}: ${phaseName(phase)} ${outcome}`,
		`Began ${clockTime(startedAt, now)}${took}`,
		'',
		...Object.entries(record.counts).map(([table, counts]) => `${table}: ${countsText(counts)}`),
		costText(record),
		...waitText(record),
		...section('What it changed', runSentences(connection, tables, englishWording).flatMap(indented)),
		...section('Error', record.error === undefined ? [] : [record.error]),
		...section('Warnings', record.warnings),
	];
}

/** Below the first one, which names the table. */
function indented([first = '', ...others]: readonly string[]): readonly string[] {
	return [first, ...others.map((text) => `  ${text}`)];
}

function countsText({ read, inserted, updated, deleted, unchanged }: RunCounts): string {
	const changes = `${count(inserted)} new, ${count(updated)} changed, ${count(deleted)} gone`;
	return `${counted(read, 'record')} read: ${changes}, ${count(unchanged)} as before`;
}

function costText({ requests, charged, bytes: received }: RunRecord): string {
	const embeds = charged === 0 ? '' : `, ${counted(charged, 'call')} charged for embeds`;
	return `${counted(requests, 'request')}${embeds}, ${bytes(received)}`;
}

function waitText({ retries, throttles, waitedMs }: RunRecord): readonly string[] {
	const parts = [
		retries === 0 ? '' : `${counted(retries, 'request')} sent again`,
		throttles === 0 ? '' : `throttled ${counted(throttles, 'time')}`,
		waitedMs === 0 ? '' : `waited ${formatDuration(waitedMs)} for limits`,
	].filter((part) => part !== '');
	return parts.length === 0 ? [] : [parts.join(', ')];
}

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${oneLine(line)}`)];
}
