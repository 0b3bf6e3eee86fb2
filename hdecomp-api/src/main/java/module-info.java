/** The programming interface of HDecomp: models, decisions, evidence trees, exports. */
module io.github.hdecomp.api {
    requires transitive java.desktop;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;

    exports io.github.hdecomp;
    exports io.github.hdecomp.analysis;
    exports io.github.hdecomp.attribution;
    exports io.github.hdecomp.comparison;
    exports io.github.hdecomp.data;
    exports io.github.hdecomp.export;
    exports io.github.hdecomp.image;
    exports io.github.hdecomp.map;
    exports io.github.hdecomp.metric;
    exports io.github.hdecomp.model;
    exports io.github.hdecomp.relevance;
    exports io.github.hdecomp.render;
    exports io.github.hdecomp.spi;
    exports io.github.hdecomp.statistics;
    exports io.github.hdecomp.tensor;
    exports io.github.hdecomp.text;
    exports io.github.hdecomp.tree;

    uses io.github.hdecomp.spi.Backend;
    uses io.github.hdecomp.spi.NetworkReader;
    uses io.github.hdecomp.spi.WeightReader;
}
