/** One write to Reapit: planned, confirmed, sent, told. Nothing is sent before the user has said so. */
import * as vscode from 'vscode';
import type { WriteOptions } from '../../core/sources/reapit/entities/entities.ts';
import { EntityConflict, InvalidFields } from '../../core/sources/reapit/entities/writeErrors.ts';
import { threeWayText } from '../../core/wording/threeWayText.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import type { EntityRef } from '../refs.ts';
import type { Confirm } from './confirmWrite.ts';
import { askingText } from './openTarget.ts';
import type { OpenTarget } from './openTarget.ts';
import { showOnce, tabName } from './showOnce.ts';

export interface Plan {
	/** What would be sent, as `--dry-run` prints it. */
	readonly shown: string;
}

export interface Written {
	readonly text: string;
	/** Where it can be looked at. */
	readonly path?: string | undefined;
}

/** A write to Reapit. */
export interface Undertaking<P extends Plan> {
	/** What it is made on: `contacts/OXF1`. */
	readonly about: string;
	/** Checks what can be checked before anything is sent; `undefined` where there is nothing to be done. */
	readonly plan: (options: WriteOptions, signal: AbortSignal) => Promise<P | undefined>;
	readonly send: (
		plan: P,
		options: WriteOptions,
		signal: AbortSignal,
		tell: (message: string) => void,
	) => Promise<Written>;
}

/** @returns what was written; `undefined` where nothing was sent */
export async function carryOut<P extends Plan>(
	freehold: Freehold,
	target: OpenTarget,
	work: Undertaking<P>,
	confirm: Confirm,
	options: WriteOptions = {},
): Promise<Written | undefined> {
	const { about } = work;
	const messages = await freehold.messages();
	try {
		const plan = await whileWaiting(askingText(target, about), (signal) => work.plan(options, signal));
		if (plan === undefined) {
			void messages.alreadySo(about);
			return undefined;
		}
		if (!(await confirm(target, plan.shown))) return undefined;
		const title = vscode.l10n.t('Sending to {0}', target.ref.connection);
		const written = await whileWaiting(title, (signal, tell) => work.send(plan, options, signal, tell));
		void messages.written(written.text, entityOf(target, written.path));
		return written;
	} catch (error) {
		if (error instanceof EntityConflict) {
			await showOnce(freehold, target, about, `${tabName(about)} conflict.txt`, conflictText(error));
		} else if (error instanceof InvalidFields && error.status === undefined && options.isUnchecked !== true) {
			const again = (): unknown => carryOut(freehold, target, work, confirm, { isUnchecked: true });
			void messages.notValid(error, again);
			return undefined;
		}
		throw error;
	}
}

function conflictText({ what, why, next, collisions }: EntityConflict): string {
	return `${what}: ${why}.\n${next}.\n\n${threeWayText(collisions, Infinity)}\n`;
}

function entityOf({ ref, api }: OpenTarget, path: string | undefined): EntityRef | undefined {
	return path === undefined ? undefined : { ...ref, path, customer: api.customer };
}
