/** What one can ask of a view. */
export {
  workshop, agenda, current, challenges, challengeOf, ideasOf, themesOf, ideasIn, talliesOf, commitmentsOf, questionsOf,
  actionsOf, presence, secondsLeft,
} from "./core.js";
