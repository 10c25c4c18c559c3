/** Draws the rows of the Sources view. Tooltips are made when they are asked for. */
import * as vscode from 'vscode';
import type { SourceName } from '../../core/project/project.ts';
import { asCommand } from '../doors/commands.ts';
import type { RunInProgress } from '../jobs/runInProgress.ts';
import { joined } from '../views/rowModel.ts';
import { changesText } from '../views/words.ts';
import { lookOf } from './connectionLook.ts';
import type {
	ColumnNode,
	ConnectionNode,
	DatasetNode,
	FilesNode,
	GroupNode,
	NoticeNode,
	SourcesNode,
} from './nodes.ts';
import { OTHERS, idOf } from './nodes.ts';
import { agoText, inText, lastRunTime, percentText, progressText, rowsText, troubleText } from './rowText.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export const SOURCE_TITLES: Readonly<Record<SourceName, string>> = {
	realpad: 'Realpad',
	reapit: 'Reapit',
	spark: 'Spark',
};

/** @param run  what is at work on this very row, if anything */
export function rowOf(node: SourcesNode, run: RunInProgress | undefined, now: number): vscode.TreeItem {
	const item = itemOf(node, run, now);
	item.id = idOf(node);
	const said = [item.label, item.description].filter((part) => typeof part === 'string' && part !== '');
	item.accessibilityInformation = { label: said.map(String).join(', ') };
	return item;
}

function itemOf(node: SourcesNode, run: RunInProgress | undefined, now: number): vscode.TreeItem {
	switch (node.kind) {
		case 'source':
			return row(SOURCE_TITLES[node.source], Expanded, 'source', new vscode.ThemeIcon('home'));
		case 'connectionGroup':
			return row(node.group, Expanded, 'connectionGroup', new vscode.ThemeIcon('folder-library'));
		case 'connection':
			return connectionRow(node, run, now);
		case 'group':
			return row(groupLabel(node), Collapsed, 'group', new vscode.ThemeIcon('folder'));
		case 'dataset':
			return datasetRow(node, run, now);
		case 'files':
			return filesRow(node, now);
		case 'column':
			return columnRow(node);
		case 'notice':
			return noticeRow(node);
	}
}

function row(
	label: string,
	state: vscode.TreeItemCollapsibleState,
	contextValue: string,
	icon: vscode.ThemeIcon,
): vscode.TreeItem {
	const item = new vscode.TreeItem(label, state);
	item.contextValue = contextValue;
	item.iconPath = icon;
	return item;
}

function groupLabel({ group }: GroupNode): string {
	return group === OTHERS ? vscode.l10n.t('Other Tables') : group;
}

function connectionRow(node: ConnectionNode, run: RunInProgress | undefined, now: number): vscode.TreeItem {
	const { connection, isFolderTold, project } = node;
	const { icon, color, context } = lookOf(connection);
	const kind = `${context}${run === undefined ? '' : '.running'}`;
	const idle = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
	const item = row(connection.connection, Expanded, kind, run === undefined ? idle : spinning);
	const parts = [
		isFolderTold ? project.name : undefined,
		connection.readOnly === true ? vscode.l10n.t('read-only') : undefined,
		run === undefined ? undefined : connectionText(run, now),
	];
	item.description = parts.filter((part) => part !== undefined).join(' · ');
	return item;
}

/** Without counts, which stand in the dataset's own row. */
function connectionText({ isQueued, current }: RunInProgress, now: number): string {
	if (isQueued) return vscode.l10n.t('waits for its turn');
	if (current === undefined) return vscode.l10n.t('running');
	const isWaiting = current.waitingUntil !== undefined && current.waitingUntil > now;
	return isWaiting ? progressText(current, now) : current.dataset;
}

const spinning = new vscode.ThemeIcon('sync~spin');

function datasetRow(node: DatasetNode, run: RunInProgress | undefined, now: number): vscode.TreeItem {
	const { state, ref, allowedAt, parent } = node;
	const isStored = state !== undefined && state.columns.length > 0;
	const held = state?.heldSweep === undefined ? '' : '.held';
	const filtered = takesFilter(node) ? '.filtered' : '';
	const vendor = parent.connection.source === 'reapit' ? '.reapit' : '';
	const news = node.news === undefined ? '' : '.news';
	const kind = `dataset${isStored ? '.stored' : ''}${vendor}${filtered}${news}${held}${run === undefined ? '' : '.running'}`;
	const item = row(ref.dataset, isStored ? Collapsed : None, kind, datasetIcon(node, run));
	item.description = datasetText(node, run, now);
	if (allowedAt !== undefined) item.description += ` · ${vscode.l10n.t('next {0}', inText(allowedAt, now))}`;
	return item;
}

/** Reapit's lists of records with metadata can be searched by it. */
function takesFilter({ parent, entry, state }: DatasetNode): boolean {
	if (parent.connection.source !== 'reapit') return false;
	return (state?.columns.map(({ name }) => name) ?? entry.columns ?? []).includes('metadata');
}

function datasetText({ state, news }: DatasetNode, run: RunInProgress | undefined, now: number): string {
	if (run?.current !== undefined) return progressText(run.current, now);
	const time = lastRunTime(state?.lastRun);
	if (state === undefined || (time === undefined && state.rows === 0)) return vscode.l10n.t('not replicated');
	return joined([
		troubleText(state),
		news === undefined ? undefined : changesText(news),
		rowsText(state.rows),
		// It has had no run of its own: its rows came with those of another dataset.
		time === undefined ? vscode.l10n.t('read along') : agoText(time, now),
	]);
}

function datasetIcon({ state, allowedAt }: DatasetNode, run: RunInProgress | undefined): vscode.ThemeIcon {
	if (run?.current?.waitingUntil !== undefined) return new vscode.ThemeIcon('watch');
	if (run !== undefined) return spinning;
	const outcome = state?.lastRun?.outcome;
	if (outcome === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
	if (state?.heldSweep !== undefined || outcome === 'gaps') {
		return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
	}
	if (outcome === 'suspended' || (allowedAt !== undefined && state === undefined)) return new vscode.ThemeIcon('watch');
	return new vscode.ThemeIcon(state === undefined ? 'circle-outline' : 'table');
}

function filesRow({ files }: FilesNode, now: number): vscode.TreeItem {
	const item = row(vscode.l10n.t('Files'), None, 'files', new vscode.ThemeIcon('files'));
	const time = lastRunTime(files.lastRun);
	const parts = [
		files.stored.toLocaleString(),
		files.missing === 0 ? undefined : vscode.l10n.t('{0} missing', files.missing.toLocaleString()),
		time === undefined ? undefined : agoText(time, now),
	];
	item.description = parts.filter((part) => part !== undefined).join(' · ');
	return item;
}

function columnRow({ column, isKey, emptyShare }: ColumnNode): vscode.TreeItem {
	const item = row(
		column.name,
		None,
		isKey ? 'column.key' : 'column',
		new vscode.ThemeIcon(columnIcon(isKey, column.type)),
	);
	const share = emptyShare === undefined ? undefined : vscode.l10n.t('{0} empty', percentText(emptyShare));
	item.description = [column.type, share].filter((part) => part !== undefined).join(' · ');
	return item;
}

function columnIcon(isKey: boolean, type: ColumnNode['column']['type']): string {
	if (isKey) return 'key';
	switch (type) {
		case 'integer':
		case 'decimal':
			return 'symbol-number';
		case 'boolean':
			return 'symbol-boolean';
		case 'date':
		case 'time':
		case 'instant':
			return 'calendar';
		case 'json':
			return 'json';
		case 'text':
			return 'symbol-string';
	}
}

function noticeRow({ notice, ref, detail }: NoticeNode): vscode.TreeItem {
	const item = row(noticeLabels()[notice], None, `notice.${notice}`, new vscode.ThemeIcon(noticeIcons[notice]));
	item.description = detail ?? '';
	if (notice === 'noCredentials') {
		item.command = asCommand('freehold.connection.setCredentials', vscode.l10n.t('Set Credentials'), ref);
	} else if (notice === 'signedOut') {
		item.command = asCommand('freehold.connection.signIn', vscode.l10n.t('Sign In'), ref);
	} else if (notice === 'otherServer') {
		item.command = asCommand('freehold.connection.allowServer', vscode.l10n.t('Allow Server'), ref);
	} else if (notice === 'neverRun') {
		item.command = asCommand('freehold.replicate', vscode.l10n.t('Replicate'), ref);
	} else if (notice === 'unreadable') {
		item.command = asCommand('freehold.openLog', vscode.l10n.t('Open Log'));
	}
	return item;
}

const noticeIcons = {
	noCredentials: 'key',
	signedOut: 'sign-in',
	otherServer: 'shield',
	neverRun: 'cloud-download',
	unreadable: 'error',
} as const;

function noticeLabels(): Readonly<Record<NoticeNode['notice'], string>> {
	return {
		noCredentials: vscode.l10n.t('Set credentials…'),
		signedOut: vscode.l10n.t('Sign in…'),
		otherServer: vscode.l10n.t('Another server: allow it…'),
		neverRun: vscode.l10n.t('Replicate now'),
		unreadable: vscode.l10n.t('The replica cannot be read'),
	};
}
