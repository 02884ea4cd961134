import type { Script } from "../script.ts";
import { ask } from "./ask.ts";
import { background } from "./background.ts";
import { burst } from "./burst.ts";
import { command } from "./command.ts";
import { crash } from "./crash.ts";
import { edit } from "./edit.ts";
import { error } from "./error.ts";
import { createHelp } from "./help.ts";
import { image } from "./image.ts";
import { limit } from "./limit.ts";
import { long } from "./long.ts";
import { markdown } from "./markdown.ts";
import { permission } from "./permission.ts";
import { plan } from "./plan.ts";
import { refuse } from "./refuse.ts";
import { steps } from "./steps.ts";
import { stuck } from "./stuck.ts";
import { think } from "./think.ts";
import { title } from "./title.ts";
import { tools } from "./tools.ts";
import { tour } from "./tour.ts";
import { unknown } from "./unknown.ts";

const PLAYS: readonly Script[] = [
	tour,
	markdown,
	think,
	plan,
	tools,
	edit,
	command,
	background,
	permission,
	ask,
	long,
	steps,
	title,
	image,
	burst,
	unknown,
	error,
	refuse,
	limit,
	stuck,
	crash,
];

export const help: Script = createHelp(PLAYS);

/** Everything the demo agent can play, in the order in which `help` lists it. */
export const SCRIPTS: readonly Script[] = [help, ...PLAYS];
