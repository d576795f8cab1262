/** What a person does in the panel. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

export type Tab = 'summary' | 'events' | 'outline' | 'compare';

/** The page of the panel, as a person reads and presses it. */
export class PanelPage {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Lets a host fail from the palette, and waits for the panel. */
  static async failHost(workbench: Workbench, file: string, host: string): Promise<PanelPage> {
    await workbench.openFile(file);
    await workbench.runCommand('hatopo: Simulate host failure');
    await workbench.pick(host);
    return new PanelPage(await workbench.webview(`Failure of ${host}`));
  }

  /** Runs a scenario of a file by its title, and waits for the panel. */
  static async runScenario(workbench: Workbench, file: string, title: string): Promise<PanelPage> {
    await workbench.openFile(file);
    await workbench.runCommand('hatopo: Run scenario');
    await workbench.pick(title);
    return new PanelPage(await workbench.webview(title));
  }

  async tab(tab: Tab): Promise<void> {
    await this.frame.locator(`vscode-tab-header[data-tab="${tab}"]`).click();
    await this.frame.locator(`vscode-tab-panel[data-tab="${tab}"]:not([hidden])`).waitFor();
  }

  /** The texts of all events, in order. */
  async events(): Promise<string[]> {
    await this.tab('events');
    return this.frame.locator('.event .said').allInnerTexts();
  }

  /** Selects an event by its text and waits until the page says so. */
  async selectEvent(text: string): Promise<void> {
    await this.tab('events');
    await this.frame.locator('.event').filter({ hasText: text }).first().locator('.said').click();
    await this.frame.locator('.event[aria-selected="true"]').filter({ hasText: text }).waitFor();
  }

  /** Where the run is: `0:30 event 8 of 13`. */
  async now(): Promise<string> {
    return (await this.frame.locator('.now').innerText()).replaceAll(/\s+/g, ' ').trim();
  }

  /** The moment as it is heard: `0:30, event 8 of 13`. */
  async heardNow(): Promise<string | null> {
    return this.frame.getByRole('slider', { name: 'Moment of the run' }).getAttribute('aria-valuetext');
  }

  /** To the beginning or the end of the run, by key. */
  async goTo(key: 'Home' | 'End'): Promise<void> {
    await this.frame.getByRole('slider', { name: 'Moment of the run' }).press(key);
  }

  tool(title: string): Locator {
    return this.frame.locator(`vscode-toolbar-button[title^="${title}"]`);
  }

  /** A part of the picture. */
  part(id: string): Locator {
    return this.frame.locator(`.sheet [data-id="${id}"]`).first();
  }

  /** How a part is heard: its name and its state. */
  async heard(id: string): Promise<string | null> {
    return this.part(id).getAttribute('aria-label');
  }

  /** Presses on a part's head, where nothing else lies on it. */
  async press(id: string): Promise<void> {
    await this.part(id).click({ position: { x: 14, y: 8 } });
    await this.frame.locator('.card-of-part').waitFor();
  }
}
