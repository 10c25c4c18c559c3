/** Shows the steps of an input one after another: title, step n of m, a way back, what was answered before. */
import * as vscode from 'vscode';
import type { Answers, ChoiceStep, StepWalk, TextStep } from './stepWalk.ts';
import { optionOf, problemText, questionOf } from './stepTexts.ts';
import type { Option } from './stepTexts.ts';

/** How a step is worded; the steps of describing a connection have words of their own. */
export interface Wording {
	readonly question: (id: string, answers: Answers) => string;
	readonly option: (id: string, value: string, answers: Answers) => Option;
}

const usualWording: Wording = { question: questionOf, option: optionOf };

/** What a step ended with. */
type Reply = { readonly value: string } | 'back' | 'left';

/** @returns `undefined` where the user left: nothing has happened then */
export async function askSteps(
	walk: StepWalk,
	title: string,
	wording: Wording = usualWording,
): Promise<Answers | undefined> {
	for (let step = walk.current; step !== undefined; step = walk.current) {
		const reply = await (step.kind === 'choice'
			? askChoice(step, walk, title, wording)
			: askText(step, walk, title, wording));
		if (reply === 'left') return undefined;
		if (reply === 'back') walk.back();
		else walk.answer(reply.value);
	}
	return walk.answers;
}

interface Choice extends vscode.QuickPickItem {
	readonly value: string;
}

function askChoice(step: ChoiceStep, walk: StepWalk, title: string, wording: Wording): Promise<Reply> {
	const picker = vscode.window.createQuickPick<Choice>();
	picker.items = step.values.map((value) => {
		const { label, detail } = wording.option(step.id, value, walk.answers);
		return { value, label, ...(detail === undefined ? {} : { detail }) };
	});
	picker.activeItems = picker.items.filter(({ value }) => value === walk.proposed);
	picker.placeholder = wording.question(step.id, walk.answers);
	picker.matchOnDetail = true;
	return asked(picker, walk, title, () => picker.selectedItems[0]?.value);
}

function askText(step: TextStep, walk: StepWalk, title: string, wording: Wording): Promise<Reply> {
	const input = vscode.window.createInputBox();
	input.prompt = wording.question(step.id, walk.answers);
	input.password = step.isHidden;
	// A secret that was typed before is not shown again, but kept when nothing else is typed.
	const before = walk.proposed;
	input.value = step.isHidden ? '' : before;
	const valueNow = (): string => (step.isHidden && input.value === '' ? before : input.value);
	input.onDidChangeValue(() => {
		// Nobody is told that a field is empty before having begun with it.
		input.validationMessage = problemText(step.problem(valueNow()));
	});
	return asked(input, walk, title, () => {
		const problem = problemText(step.problem(valueNow()));
		input.validationMessage = problem;
		return problem === undefined ? valueNow() : undefined;
	});
}

/** @param accepted  the answer, where it can be taken */
function asked(
	input: vscode.QuickPick<Choice> | vscode.InputBox,
	walk: StepWalk,
	title: string,
	accepted: () => string | undefined,
): Promise<Reply> {
	input.title = title;
	input.step = walk.number;
	input.totalSteps = walk.total;
	// Tokens are fetched from a browser: the input waits.
	input.ignoreFocusOut = true;
	if (!walk.isFirst) input.buttons = [vscode.QuickInputButtons.Back];
	return new Promise<Reply>((resolve) => {
		input.onDidAccept(() => {
			const value = accepted();
			if (value !== undefined) resolve({ value });
		});
		input.onDidTriggerButton((button) => {
			if (button === vscode.QuickInputButtons.Back) resolve('back');
		});
		input.onDidHide(() => resolve('left'));
		input.show();
	}).finally(() => input.dispose());
}
