"use client";

import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { type ConfigChoice, type ConfigOption, isAtLeastRole } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf, useSession } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { type ActionState, useAction } from "../../react/useAction.ts";
import { isWheelOfOther } from "../../rules/wheel.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useDismiss } from "../primitives/useDismiss.ts";

interface ChoiceGroup {
	/** Null for choices without a heading. */
	readonly group: string | null;
	readonly choices: readonly ConfigChoice[];
}

/** Groups the choices by heading, both in the order of the agent. */
function groupChoices(choices: readonly ConfigChoice[]): readonly ChoiceGroup[] {
	const groups = Map.groupBy(choices, (choice) => choice.group ?? null);
	return [...groups].map(([group, members]) => ({ group, choices: members }));
}

interface SettingControlProps {
	readonly option: ConfigOption;
	readonly disabled: boolean;
	/** Why this person may not change it. */
	readonly reason: string | undefined;
	readonly busy: boolean;
	readonly onChange: (value: string) => void;
}

/** A setting with the values on and off. */
function SettingSwitch({ option, disabled, reason, busy, onChange }: SettingControlProps) {
	const { id, name, description, category, value } = option;
	return (
		<label
			className="wsc-switch"
			title={reason ?? revealCharacters(description ?? name)}
			data-category={category ?? undefined}
		>
			<input
				type="checkbox"
				role="switch"
				className="wsc-switch-box"
				name={id}
				checked={value === "true"}
				aria-checked={value === "true"}
				disabled={disabled}
				aria-description={reason}
				aria-busy={busy || undefined}
				onChange={(event) => onChange(String(event.target.checked))}
			/>
			<span className="wsc-setting-name">{revealCharacters(name)}</span>
		</label>
	);
}

/** A setting with a list of values, next to its name. */
function SettingSelect({ option, disabled, reason, busy, onChange }: SettingControlProps) {
	const name = revealCharacters(option.name);
	return (
		<span className="wsc-setting-choice">
			<span className="wsc-setting-name" aria-hidden="true">
				{name}
			</span>
			<ActionSelect
				className="wsc-select"
				value={option.value}
				disabled={disabled}
				aria-busy={busy || undefined}
				aria-label={name}
				aria-description={reason}
				title={reason ?? revealCharacters(option.description ?? name)}
				data-category={option.category ?? undefined}
				onChoose={onChange}
			>
				{groupChoices(withCurrentChoice(option)).map(({ group, choices: members }) =>
					group === null ? (
						members.map(renderChoice)
					) : (
						<optgroup key={group} label={revealCharacters(group)}>
							{members.map(renderChoice)}
						</optgroup>
					),
				)}
			</ActionSelect>
		</span>
	);
}

function renderChoice({ value, name, description }: ConfigChoice) {
	return (
		<option key={value} value={value} title={description && revealCharacters(description)}>
			{revealCharacters(name)}
		</option>
	);
}

/** Changes a setting. What is chosen while a change is under way follows it: the latest choice counts. */
function useLatestChange(change: (value: string) => Promise<void>): ActionState<[string]> {
	const waiting = useRef<string | null>(null);
	const action = useAction(async () => {
		while (waiting.current !== null) {
			const value = waiting.current;
			waiting.current = null;
			await change(value).catch((error: unknown) => {
				if (waiting.current === null) throw error;
			});
		}
	});
	const run = (value: string) => {
		waiting.current = value;
		action.run();
	};
	return { ...action, run };
}

interface SettingProps {
	readonly option: ConfigOption;
}

/** A setting, and why it cannot be changed. */
function Setting({ option }: SettingProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const self = useSelf();
	const set = useLatestChange((value: string) => store.setConfigOption(option.id, value));
	const hasRole = option.role === undefined || (self !== null && isAtLeastRole(self.role, option.role));
	const wheel = useSession()?.wheel;
	const isHeld = self !== null && isWheelOfOther(wheel, self);
	const allowed = hasRole && !isHeld && (self?.allowedActions.includes("setConfigOption") ?? false);
	const roleReason = hasRole || option.role === undefined ? undefined : labels.settingNotAllowed(option.role);
	const reason = roleReason ?? (isHeld ? labels.wheelHeld(wheel.by.name, wheel.until) : undefined);
	const Control = isBooleanSetting(option) ? SettingSwitch : SettingSelect;
	return (
		<div className="wsc-setting">
			<Control option={option} disabled={!allowed} reason={reason} busy={set.pending} onChange={set.run} />
			{reason && (
				<span className="wsc-setting-reason" aria-hidden="true">
					{reason}
				</span>
			)}
			<ActionError error={set.error} />
		</div>
	);
}

function isBooleanSetting({ choices, value }: ConfigOption): boolean {
	return choices.length === 0 && (value === "true" || value === "false");
}

/** The choices including the current one: a list without it would show its first choice as current. */
function withCurrentChoice({ choices, value }: ConfigOption): readonly ConfigChoice[] {
	return choices.some((choice) => choice.value === value) ? choices : [{ value, name: value }, ...choices];
}

/** The props of `<SessionSettings>`. */
export interface SessionSettingsProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

interface SettingListProps {
	readonly options: readonly ConfigOption[];
}

function SettingList({ options }: SettingListProps) {
	return options.map((option) => <Setting key={option.id} option={option} />);
}

/** Narrower than this (in pixels), the composer is on a phone and has no room for settings side by side. */
const PHONE_PX = 480;

/**
 * Whether the settings do not fit side by side into their area. Measured when there is more or less room, or another
 * setting; not when a value changes, because the list that changes it would close.
 */
function useCollapsed(area: RefObject<HTMLElement | null>, settingIds: string): boolean {
	const [neededPx, setNeededPx] = useState<number | null>(null);
	const [isCollapsed, setCollapsed] = useState(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: other settings need another width.
	useLayoutEffect(() => {
		setCollapsed(false);
		setNeededPx(null);
	}, [settingIds]);
	useLayoutEffect(() => {
		const element = area.current;
		if (!element) return;
		const measure = () => {
			const row = element.querySelector(".wsc-settings");
			const needed = row ? row.scrollWidth : (neededPx ?? 0);
			const formPx = (element.closest("form") ?? element).clientWidth;
			setNeededPx(needed);
			setCollapsed(needed > element.clientWidth || (formPx > 0 && formPx < PHONE_PX));
		};
		measure();
		if (typeof ResizeObserver === "undefined") return;
		const observer = new ResizeObserver(measure);
		observer.observe(element);
		return () => observer.disconnect();
	}, [area, neededPx]);
	return isCollapsed;
}

/** A button that opens the settings in a list, each with its name and value. Escape, or a press outside, closes it. */
function SettingsPopover({ options }: SettingListProps) {
	const labels = useLabels();
	const id = useId();
	const [isOpen, setOpen] = useState(false);
	const container = useRef<HTMLDivElement>(null);
	useDismiss(container, isOpen, () => setOpen(false));
	useEffect(() => {
		if (!isOpen) return;
		container.current?.querySelector<HTMLElement>(":is(select, input):not(:disabled)")?.focus({ preventScroll: true });
	}, [isOpen]);
	return (
		<div ref={container} className="wsc-settings-popover">
			<Button
				variant="quiet"
				className="wsc-settings-button"
				aria-label={labels.settings}
				aria-haspopup="dialog"
				aria-expanded={isOpen}
				aria-controls={isOpen ? id : undefined}
				title={revealCharacters(
					options.map((option) => labels.settingChoice(option.name, currentName(option))).join("\n"),
				)}
				onClick={() => setOpen(!isOpen)}
			>
				<Icon name="switch_mode" />
				<span className="wsc-settings-button-text">{labels.settingsButton}</span>
			</Button>
			{isOpen && (
				<div id={id} role="dialog" className="wsc-settings-list" aria-label={labels.settings}>
					<SettingList options={options} />
				</div>
			)}
		</div>
	);
}

function currentName({ choices, value }: ConfigOption): string {
	return choices.find((choice) => choice.value === value)?.name ?? value;
}

/**
 * The settings of the session: its mode, its model, and others that the agent offers. Side by side where they fit; behind
 * one button otherwise, and always on a phone.
 *
 * Data attributes: `data-collapsed` when they are behind the button.
 */
export function SessionSettings({ className }: SessionSettingsProps) {
	const options = useSession()?.configOptions ?? NO_OPTIONS;
	return options.length > 0 ? <SettingsArea options={options} className={className} /> : null;
}

const NO_OPTIONS: readonly ConfigOption[] = [];

interface SettingsAreaProps extends SettingListProps, SessionSettingsProps {}

function SettingsArea({ options, className }: SettingsAreaProps) {
	const labels = useLabels();
	const area = useRef<HTMLDivElement>(null);
	const isCollapsed = useCollapsed(area, options.map(({ id }) => id).join(" "));
	return (
		<div ref={area} className={partClassName("wsc-settings-area", className)} data-collapsed={isCollapsed || undefined}>
			{isCollapsed ? (
				<SettingsPopover options={options} />
			) : (
				<fieldset className="wsc-settings">
					<legend className="wsc-hidden">{labels.settings}</legend>
					<SettingList options={options} />
				</fieldset>
			)}
		</div>
	);
}
