/** `freehold reapit upload`: files as documents, property images and identity checks. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import type { Query } from '../../core/sources/reapit/entities/checkQuery.ts';
import { nearestName } from '../../core/sources/reapit/entities/nearestName.ts';
import { diskFile } from '../../core/sources/reapit/uploads/diskFile.ts';
import { uploadFields } from '../../core/sources/reapit/uploads/uploadFields.ts';
import { requestBytes, sentFiles, uploadKinds } from '../../core/sources/reapit/uploads/uploadPlan.ts';
import type { UploadKind } from '../../core/sources/reapit/uploads/uploadPlan.ts';
import { checkedPlan, uploadFiles } from '../../core/sources/reapit/uploads/uploads.ts';
import type { UploadProgress, UploadRequest } from '../../core/sources/reapit/uploads/uploads.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import type { OpenReapit } from '../openReapit.ts';
import { withReapit } from '../openReapit.ts';
import { bytes } from '../../core/wording/quantities.ts';
import { uploadText } from '../../core/wording/uploadText.ts';
import { addWrite, pairArgument, parseReapitTarget } from '../reapitTarget.ts';
import type { GivenWrite } from '../reapitTarget.ts';
import { tellCreated } from '../tellCreated.ts';

interface Given extends GivenWrite {
	readonly set: Query;
}

export function addReapitUpload(reapit: Command, run: (action: Action) => void): void {
	const command = reapit
		.command('upload')
		.summary('files as documents, property images or identity checks')
		.description(
			'Uploads files: within the request while the whole of it stays below 6 MB, up to 30 MB through a pre-signed address. ' +
				'One document or image per file; both files of an identity check together.',
		)
		.argument('<target>', 'CONNECTION/documents, CONNECTION/propertyImages or CONNECTION/identityChecks')
		.argument('<files...>', 'files to upload')
		.option(
			'--set <name=value>',
			'a field of the record: --set typeId=DET, --set identityDocument1.typeId=PP',
			pairArgument,
			[],
		);
	addWrite(command).action((target: string, files: readonly string[], given: Given) =>
		run((context) => upload(context, target, files, given)),
	);
}

async function upload(context: CommandContext, text: string, files: readonly string[], given: Given): Promise<number> {
	const { connection, path } = parseReapitTarget(text);
	const kind = kindOf(path);
	const { cwd } = context.terminal;
	const opened = await Promise.all(files.map((file) => diskFile(resolve(cwd, file), file)));
	const request: UploadRequest = { kind, fields: uploadFields(given.set), files: opened, isUnchecked: !given.check };
	return withReapit(context, connection, given.customer, (open) =>
		given.dryRun === true ? dryRun(context, open, request) : send(context, open, request),
	);
}

async function send(
	{ output, signal }: CommandContext,
	{ entities, outside, progress }: OpenReapit,
	request: UploadRequest,
): Promise<number> {
	const told = new Map<string, number>();
	const onProgress = ({ file, sentBytes, totalBytes }: UploadProgress): void => {
		const tenth = Math.floor((10 * sentBytes) / totalBytes);
		if (told.get(file) === tenth) return;
		told.set(file, tenth);
		progress.note(output.paint('dim', `${file}: ${bytes(sentBytes)} of ${bytes(totalBytes)}`));
	};
	for await (const created of uploadFiles(request, { entities, clock: outside.clock, onProgress }, signal)) {
		await tellCreated(output, created);
	}
	return EXIT_CODES.done;
}

async function dryRun({ output }: CommandContext, { entities }: OpenReapit, request: UploadRequest): Promise<number> {
	for (const planned of checkedPlan(request, entities)) {
		const files = sentFiles(planned);
		const told = { method: 'POST', path: `/${request.kind}/`, body: planned.body };
		if (output.options.json) await output.line({ type: 'dryRun', ...told, files, requestBytes: requestBytes(planned) });
		else await output.data(uploadText(told, files));
	}
	output.say('Nothing was sent.');
	return EXIT_CODES.done;
}

function kindOf(path: string): UploadKind {
	const wanted = path.replaceAll('/', '');
	const found = uploadKinds.find((kind) => kind.toLowerCase() === wanted.toLowerCase());
	if (found !== undefined) return found;
	const near = nearestName(wanted, uploadKinds);
	throw new FreeholdError('usage', {
		what: 'Nothing was uploaded',
		why: `Reapit takes no files at ${path}`,
		next: near === undefined ? `It does at ${uploadKinds.join(', ')}` : `Did you mean '${near}'?`,
	});
}
