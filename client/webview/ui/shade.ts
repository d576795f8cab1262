/** Light or dark for a page without an editor: as its reader's system prefers. */

const names = { light: 'vscode-light', dark: 'vscode-dark' } as const;

export function followShade(page: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const put = () => {
    const { classList } = page.ownerDocument.body;
    classList.toggle(names.dark, dark.matches);
    classList.toggle(names.light, !dark.matches);
  };
  dark.addEventListener('change', put);
  put();
}
