/** All resources of a customer. Their order is part of what the dice show: new ones are added at the end. */
import { areas, departments, negotiators, offices, sources } from './agencyRecords.ts';
import { contactSubscriptions, contacts } from './contacts.ts';
import type { Plans } from './plan.ts';

export const plans: Plans = [offices, negotiators, departments, areas, sources, contacts, contactSubscriptions];
