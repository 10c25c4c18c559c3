/** Tasks: one for each declared job, and schedules for the command line. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import { TASK_TYPE } from '../ids.ts';

export const taskCommands = {
	'freehold.writeSchedule': async (freehold, ref) => (await import('./writeSchedule.ts')).writeSchedule(freehold, ref),
} satisfies SomeCommands;

export const tasksFeature: Feature = {
	register: (freehold) => [
		vscode.tasks.registerTaskProvider(TASK_TYPE, {
			provideTasks: async () => (await import('./jobTasks.ts')).jobTasks(freehold),
			resolveTask: async (task) => (await import('./jobTasks.ts')).resolvedTask(freehold, task),
		}),
	],
};
