"use client";
import type { ConfigOption } from "../../protocol/index.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface SettingSwitchProps {
	readonly option: ConfigOption;
	readonly disabled: boolean;
	readonly busy: boolean;
	readonly onChange: (value: string) => void;
}

/** A setting that is on or off. */
export function SettingSwitch({ option, disabled, busy, onChange }: SettingSwitchProps) {
	const { id, name, description, category, value } = option;
	return (
		<label
			className="wsc-switch"
			title={revealDirectionOverrides(description ?? name)}
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
				aria-busy={busy || undefined}
				onChange={(event) => onChange(String(event.target.checked))}
			/>
			{revealDirectionOverrides(name)}
		</label>
	);
}
