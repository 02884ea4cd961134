import { composeStories } from "@storybook/react-vite";
import type { ComponentType } from "react";
import { createRoot } from "react-dom/client";
import * as approvals from "../../../stories/Approvals.stories.tsx";
import * as attachments from "../../../stories/Attachments.stories.tsx";
import * as panel from "../../../stories/Panel.stories.tsx";
import * as presence from "../../../stories/Presence.stories.tsx";
import * as docks from "../../../stories/parts/Docks.stories.tsx";
import * as entries from "../../../stories/parts/Entries.stories.tsx";
import * as queue from "../../../stories/Queue.stories.tsx";
import * as chat from "../../../stories/WorkspaceChat.stories.tsx";
import "../../../src/styles.css";
import "../../../src/components/panel/panel.css";

const FILES = { approvals, attachments, chat, docks, entries, panel, presence, queue };

// A story by its file and name, such as `?chat=Working`, without what is clicked in it.
const [[file = "", name = ""] = []] = [...new URLSearchParams(location.search)];
const stories: Record<string, ComponentType> = composeStories(FILES[file as keyof typeof FILES] as typeof chat);
const Story = stories[name];
if (!Story) throw new Error(`There is no story ${name} in ${file}: ${Object.keys(stories).join(", ")}`);
const root = document.getElementById("root");
if (root) createRoot(root).render(<Story />);
