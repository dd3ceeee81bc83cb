// Which font file draws what: fontconfig's answers, remembered.
#pragma once

#include <fontconfig/fontconfig.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include "view/ports.hpp"

namespace moa::native {

/// A font in a file; a file may hold several.
struct FontFile {
    std::string path;
    long index =
        0;  ///< FreeType's: the low 16 bits count the fonts, the high ones name an instance of a variable one

    bool operator<(const FontFile& other) const {
        return std::tie(path, index) < std::tie(other.path, other.index);
    }
};

/// Whether a code point stands for nothing by itself, so that no font need have it: joiners, variation
/// selectors, marks of direction, tags, controls, separators.
bool is_ignorable(char32_t code_point);

/// Whether a code point is shown as a coloured picture where nothing asks for either form (Unicode's
/// Emoji_Presentation).
bool is_emoji(char32_t code_point);

class FontFiles {
  public:
    FontFiles();

    /// The font of a face: Inter or JetBrains Mono, else what the system uses for sans-serif or monospace.
    /// Nothing when the system has no font at all.
    std::optional<FontFile> primary(view::Face face);
    /// A font that has all of the code points, as close to the face as there is one, coloured where that is
    /// wished and possible; nothing when no font has them.
    std::optional<FontFile> fallback(view::Face face, const std::u32string& code_points, bool coloured);

  private:
    struct Release {
        void operator()(FcConfig* config) const { FcConfigDestroy(config); }
    };
    std::optional<FontFile> match(view::Face face, const std::u32string& code_points, bool coloured);

    std::unique_ptr<FcConfig, Release> config_;
    std::map<std::tuple<view::Face, std::u32string, bool>, std::optional<FontFile>> fallbacks_;
};

}  // namespace moa::native
