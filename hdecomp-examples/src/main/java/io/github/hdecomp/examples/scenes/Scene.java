package io.github.hdecomp.examples.scenes;

/**
 * Something to draw: an object of a class before a background. Equal scenes give equal pictures.
 *
 * @param key all that chance decides: pose, proportions, colours, textures, clutter, light, noise
 * @param sceneClass what the object is
 * @param background what is behind it
 */
public record Scene(long key, SceneClass sceneClass, Background background) {

    /**
     * The same scene with the one part swapped that decides between the class and its partner: pose, colours, background, light
     * and noise stay.
     *
     * @return a scene of the partner's class; its counterfactual is this scene
     */
    public Scene counterfactual() {
        return new Scene(key, sceneClass.partner(), background);
    }

    /**
     * Whether the object is where its class mostly is.
     *
     * @return whether the background is the class's usual one
     */
    public boolean usual() {
        return background == sceneClass.usualBackground();
    }

    /**
     * Draws the scene.
     *
     * @return a new picture
     */
    public ScenePicture draw() {
        return new Painter(this).paint();
    }
}
