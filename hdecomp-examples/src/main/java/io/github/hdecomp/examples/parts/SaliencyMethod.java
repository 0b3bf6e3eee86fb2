package io.github.hdecomp.examples.parts;

import io.github.hdecomp.attribution.Attribution;
import io.github.hdecomp.attribution.Saliency;
import io.github.hdecomp.map.Reduction;
import io.github.hdecomp.model.Decision;
import io.github.hdecomp.model.Tap;

/**
 * A saliency method, judged on the picture, to which its map is enlarged from whatever layer it is of.
 *
 * @param saliency the method
 */
public record SaliencyMethod(Saliency saliency) implements PartsMethod {
    @Override
    public String name() {
        return saliency.name();
    }

    @Override
    public boolean sees(Tap stage) {
        return stage.equals(Tap.INPUT);
    }

    @Override
    public Found find(Look look, Decision decision, Tap stage) {
        Attribution attribution = saliency.explain(look.exploration().tape(), decision);
        boolean cells = attribution.kind() == Attribution.Kind.CELLS;
        return Found.of((cells ? Reduction.SUM_OF_MAGNITUDES : Reduction.SUM).map(attribution.values()));
    }
}
