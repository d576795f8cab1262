/** The places of the page: head, picture, player and timeline, and what is told in tabs; with lines between to move. */
import { splitter } from './ui/split.ts';

export interface Places {
  readonly trouble: HTMLElement;
  readonly head: HTMLElement;
  readonly picture: HTMLElement;
  readonly lower: HTMLElement;
  readonly transport: HTMLElement;
  readonly side: HTMLElement;
}

export function makePlaces(page: HTMLElement): Places {
  const make = (tag: string, className: string, label?: string) => {
    const element = document.createElement(tag);
    element.className = className;
    if (label) element.setAttribute('aria-label', label);
    return element;
  };
  const places: Places = {
    trouble: make('div', 'trouble'),
    head: make('header', 'head'),
    picture: make('section', 'picture', 'Picture'),
    lower: make('section', 'lower', 'Timeline'),
    transport: make('div', 'transport'),
    side: make('section', 'side', 'Details'),
  };
  places.trouble.setAttribute('role', 'alert');
  places.trouble.hidden = true;
  places.lower.append(places.transport);
  const { picture, lower, side } = places;
  // where the page is wide the details stand beside the picture and the timeline below both
  const wide = { className: 'where-wide' };
  const beside = splitter(page, {
    ...wide,
    label: 'Width of the picture',
    axis: 'x',
    part: picture,
    before: true,
    property: '--picture-wide',
    least: 30,
    most: 78,
  });
  const above = splitter(page, {
    ...wide,
    label: 'Height of the timeline',
    axis: 'y',
    part: lower,
    before: false,
    property: '--lower-wide',
    least: 12,
    most: 70,
  });
  // where it is narrow all stand one above the other; in between timeline and details stand beside each other
  const narrow = { className: 'where-narrow' };
  const first = splitter(page, {
    ...narrow,
    label: 'Height of the picture',
    axis: 'y',
    part: picture,
    before: true,
    property: '--picture-narrow',
    least: 15,
    most: 70,
  });
  const second = splitter(page, {
    ...narrow,
    label: 'Height of the timeline',
    axis: 'y',
    part: lower,
    before: true,
    property: '--lower-narrow',
    least: 10,
    most: 60,
  });
  const middle = splitter(page, {
    className: 'where-medium',
    label: 'Width of the timeline',
    axis: 'x',
    part: lower,
    before: true,
    property: '--lower-medium',
    least: 30,
    most: 75,
  });
  first.classList.add('of-picture');
  second.classList.add('of-lower');
  page.append(places.trouble, places.head, picture, beside, first, above, lower, second, middle, side);
  return places;
}
