/** Light, dark or as the system has it: the one thing that this page stores. */
export type Theme = "system" | "light" | "dark";
export const themes: readonly Theme[] = ["system", "light", "dark"];

const key = "theme";

export function storedTheme(): Theme {
  const stored = storage()?.getItem(key);
  return themes.find((theme) => theme === stored) ?? "system";
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}

export function chooseTheme(theme: Theme): void {
  applyTheme(theme);
  if (theme === "system") storage()?.removeItem(key);
  else storage()?.setItem(key, theme);
}

/** Absent in a sandboxed frame, where asking for it throws. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
