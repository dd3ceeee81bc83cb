#include "native/platform/font_files.hpp"

#include <utility>

#include "unicode/tables.hpp"
#include "unicode/unseen.hpp"

namespace moa::native {
namespace {

struct ReleasePattern {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, ReleasePattern>;

struct ReleaseCharSet {
    void operator()(FcCharSet* set) const { FcCharSetDestroy(set); }
};
using CharSet = std::unique_ptr<FcCharSet, ReleaseCharSet>;

const FcChar8* text(const char* value) {
    return reinterpret_cast<const FcChar8*>(value);
}

/// What the face asks for, without a code point.
Pattern wish(view::Face face) {
    Pattern pattern(FcPatternCreate());
    const bool mono = face == view::Face::mono;
    FcPatternAddString(pattern.get(), FC_FAMILY, text(mono ? "JetBrains Mono" : "Inter"));
    FcPatternAddString(pattern.get(), FC_FAMILY, text(mono ? "monospace" : "sans-serif"));
    int weight = FC_WEIGHT_REGULAR;
    if (face == view::Face::semibold) weight = FC_WEIGHT_DEMIBOLD;
    if (face == view::Face::bold) weight = FC_WEIGHT_BOLD;
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, weight);
    FcPatternAddInteger(pattern.get(), FC_SLANT,
                        face == view::Face::italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    return pattern;
}

Pattern best_match(FcConfig* config, FcPattern* pattern) {
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result = FcResultNoMatch;
    return Pattern(FcFontMatch(config, pattern, &result));
}

std::optional<FontFile> file_of(FcPattern* pattern) {
    FcChar8* path = nullptr;
    if (pattern == nullptr || FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch) return {};
    int index = 0;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    return FontFile{reinterpret_cast<const char*>(path), index};
}

}  // namespace

bool is_ignorable(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool separator = c == 0x2028 || c == 0x2029;
    return control || separator || unicode::takes_no_room(c);
}

bool is_emoji(char32_t code_point) {
    return unicode::contains(unicode::emoji, code_point);
}

FontFiles::FontFiles() : config_(FcInitLoadConfigAndFonts()) {}

std::optional<FontFile> FontFiles::primary(view::Face face) {
    const Pattern pattern = wish(face);
    return file_of(best_match(config_.get(), pattern.get()).get());
}

std::optional<FontFile> FontFiles::match(view::Face face, const std::u32string& code_points, bool coloured) {
    const Pattern pattern = wish(face);
    const CharSet wanted(FcCharSetCreate());
    for (const char32_t code_point : code_points)
        FcCharSetAddChar(wanted.get(), code_point);
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, wanted.get());
    FcPatternAddBool(pattern.get(), FC_COLOR, coloured ? FcTrue : FcFalse);
    const Pattern found = best_match(config_.get(), pattern.get());
    FcCharSet* held = nullptr;
    if (!found || FcPatternGetCharSet(found.get(), FC_CHARSET, 0, &held) != FcResultMatch) return {};
    if (FcCharSetIsSubset(wanted.get(), held) == FcFalse) return {};
    return file_of(found.get());
}

std::optional<FontFile> FontFiles::fallback(view::Face face, const std::u32string& code_points,
                                            bool coloured) {
    const auto [place, is_new] = fallbacks_.try_emplace({face, code_points, coloured});
    if (!is_new) return place->second;
    place->second = match(face, code_points, coloured);
    if (!place->second) place->second = match(face, code_points, !coloured);
    return place->second;
}

}  // namespace moa::native
